/// The functions that complain about their arguments as Python does, by their own names.
///
/// TensorFlow dispatches most functions by the types of their arguments and words such errors
/// itself; those made from the registry of ops alone are plain functions of Python.
///
/// - Source: TensorFlow 2.21, each function called with an argument it has not.
enum PlainNames {
  static func manner(_ full: String) -> Signature.Manner {
    own[full] == nil ? .dispatched : .python
  }

  /// The dotted name of each plain function and what it calls itself.
  static let own: [String: String] = {
    var own: [String: String] = [:]
    for line in table.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      for entry in line[line.index(after: colon)...].split(separator: " ") {
        let halves = entry.split(separator: "=")
        let name = String(halves[0])
        own[line[..<colon] + "." + name] = halves.count == 2 ? String(halves[1]) : name
      }
    }
    return own
  }()

  private static let table = """
    tf: acosh approx_top_k as_dtype as_string asin asinh atan atan2 atanh bitcast broadcast_to
    tf: check_pinned constant control_dependencies conv conv2d_backprop_filter_v2
    tf: conv2d_backprop_input_v2 cos cosh custom_gradient device=device_v2 dynamic_partition
    tf: dynamic_stitch executing_eagerly extract_volume_patches fftnd function
    tf: get_current_name_scope get_logger get_static_value=constant_value grad_pass_through
    tf: gradients=gradients_v2 greater greater_equal guarantee_const hessians=HessiansV2
    tf: identity_n ifftnd import_graph_def init_scope inside_function irfftnd is_symbolic_tensor
    tf: is_tensor=is_tf_type less less_equal load_library load_op_library logical_and
    tf: logical_not logical_or make_ndarray=MakeNdarray make_tensor_proto map_fn=map_fn_v2
    tf: matrix_square_root maximum minimum negative=neg no_gradient no_op
    tf: nondifferentiable_batch_function=batch_function ragged_fill_empty_rows
    tf: ragged_fill_empty_rows_grad random_index_shuffle realdiv=real_div recompute_grad
    tf: register_tensor_conversion_function required_space_to_batch_paddings reverse=reverse_v2
    tf: rfftnd scatter_nd sin sinh space_to_batch_nd square switch_case tan tanh
    tf: tensor_scatter_nd_add=tensor_scatter_add tensor_scatter_nd_max=tensor_scatter_max
    tf: tensor_scatter_nd_min=tensor_scatter_min tensor_scatter_nd_sub=tensor_scatter_sub tile
    tf: timestamp truncatediv=truncate_div truncatemod=truncate_mod type_spec_from_value
    tf: unravel_index variable_creator_scope vectorized_map while_loop=while_loop_v2
    tf.linalg: band_part=matrix_band_part banded_triangular_solve cholesky cross
    tf.linalg: det=matrix_determinant inv=matrix_inverse logm=matrix_logarithm lu qr
    tf.linalg: slogdet=log_matrix_determinant solve=matrix_solve sqrtm=matrix_square_root
    tf.linalg: tensor_diag=diag
    tf.math: acosh asin asinh atan atan2 atanh betainc cos cosh digamma erf erfc expm1
    tf.math: floormod=floor_mod greater greater_equal igamma igammac invert_permutation
    tf.math: is_finite is_inf is_nan less less_equal lgamma log log1p logical_and logical_not
    tf.math: logical_or maximum minimum mod=floor_mod negative=neg nextafter=next_after
    tf.math: polygamma reciprocal rint segment_max segment_mean segment_min segment_prod
    tf.math: segment_sum sin sinh softsign square squared_difference tan tanh
    tf.math: unsorted_segment_max unsorted_segment_min unsorted_segment_prod
    tf.math: unsorted_segment_sum xlogy zeta
    tf.nn: all_candidate_sampler elu l2_loss local_response_normalization=lrn lrn relu selu
    tf.nn: softsign tanh
    tf.strings: as_string lower=string_lower strip=string_strip upper=string_upper
    tf.strings: to_hash_bucket_fast=string_to_hash_bucket_fast
    tf.strings: to_hash_bucket_strong=string_to_hash_bucket_strong unicode_script
    tf.strings: unicode_transcode
    tf.debugging: check_numerics disable_check_numerics disable_traceback_filtering
    tf.debugging: enable_check_numerics enable_traceback_filtering get_log_device_placement
    tf.debugging: is_numeric_tensor is_traceback_filtering_enabled set_log_device_placement
    """
}
