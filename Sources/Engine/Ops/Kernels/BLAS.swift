import CBLAS
import Glibc
import Synchronization

/// OpenBLAS, opened when the first product that is worth it is computed.
///
/// Loading takes milliseconds, which a lesson of scalars should not pay.
struct BLAS: Sendable {
  private typealias SetThreads = @convention(c) (CInt) -> Void
  private typealias SingleGemm =
    @convention(c) (
      CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, blasint, blasint, blasint,
      Float, UnsafePointer<Float>?, blasint, UnsafePointer<Float>?, blasint,
      Float, UnsafeMutablePointer<Float>?, blasint
    ) -> Void
  private typealias DoubleGemm =
    @convention(c) (
      CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, blasint, blasint, blasint,
      Double, UnsafePointer<Double>?, blasint, UnsafePointer<Double>?, blasint,
      Double, UnsafeMutablePointer<Double>?, blasint
    ) -> Void

  private let sgemm: SingleGemm
  private let dgemm: DoubleGemm
  private nonisolated(unsafe) let handle: UnsafeMutableRawPointer

  private static let library = "libopenblas.so.0"
  private static let package = "libopenblas0"
  private static let opened = Mutex<BLAS?>(nil)

  /// The library, opened at the first call.
  ///
  /// - Throws: when it is not on this machine.
  static func shared() throws(EngineError) -> BLAS {
    let known = opened.withLock { $0 }
    if let known { return known }
    let fresh = try BLAS()
    opened.withLock { $0 = fresh }
    return fresh
  }

  private init() throws(EngineError) {
    guard let handle = dlopen(Self.library, RTLD_NOW | RTLD_LOCAL) else {
      throw .missingLibrary(name: Self.library, package: Self.package)
    }
    guard let single = dlsym(handle, "cblas_sgemm"), let double = dlsym(handle, "cblas_dgemm")
    else { throw .missingLibrary(name: Self.library, package: Self.package) }
    self.handle = handle
    sgemm = unsafeBitCast(single, to: SingleGemm.self)
    dgemm = unsafeBitCast(double, to: DoubleGemm.self)
    // One thread: results do not depend on the machine, and small products do not wait.
    if let threads = dlsym(handle, "openblas_set_num_threads") {
      unsafeBitCast(threads, to: SetThreads.self)(1)
    }
  }

  /// The address of another routine of the library.
  func symbol(_ name: String) throws(EngineError) -> UnsafeMutableRawPointer {
    guard let found = dlsym(handle, name) else {
      throw .missingLibrary(name: "\(Self.library) (\(name))", package: Self.package)
    }
    return found
  }

  func multiply<E: Number>(
    _ a: UnsafeBufferPointer<E>, _ b: UnsafeBufferPointer<E>,
    into c: UnsafeMutableBufferPointer<E>, _ plan: MatrixPlan
  ) {
    let (m, n, k) = (blasint(plan.rows), blasint(plan.columns), blasint(plan.depth))
    let transposeA = plan.transposesA ? CblasTrans : CblasNoTrans
    let transposeB = plan.transposesB ? CblasTrans : CblasNoTrans
    let (stepA, stepB) = (plan.transposesA ? m : k, plan.transposesB ? k : n)
    if E.self == Float.self {
      sgemm(
        CblasRowMajor, transposeA, transposeB, m, n, k,
        1, UnsafeRawPointer(a.baseAddress)?.assumingMemoryBound(to: Float.self), stepA,
        UnsafeRawPointer(b.baseAddress)?.assumingMemoryBound(to: Float.self), stepB,
        0, UnsafeMutableRawPointer(c.baseAddress)?.assumingMemoryBound(to: Float.self), n)
    } else {
      dgemm(
        CblasRowMajor, transposeA, transposeB, m, n, k,
        1, UnsafeRawPointer(a.baseAddress)?.assumingMemoryBound(to: Double.self), stepA,
        UnsafeRawPointer(b.baseAddress)?.assumingMemoryBound(to: Double.self), stepB,
        0, UnsafeMutableRawPointer(c.baseAddress)?.assumingMemoryBound(to: Double.self), n)
    }
  }
}
