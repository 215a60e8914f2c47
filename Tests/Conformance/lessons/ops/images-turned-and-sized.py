import tensorflow as tf, numpy as np
img = tf.reshape(tf.range(1.0, 28.0), (3, 3, 3)) / 27.0
print(tf.image.flip_left_right(img)[0], tf.image.flip_up_down(img)[0], tf.image.rot90(img)[..., 0], tf.image.rot90(img, 2)[..., 0], tf.image.rot90(img, k=3)[..., 0], tf.image.transpose(img)[..., 0])
print(tf.image.adjust_brightness(img, 0.1)[0], tf.round(tf.image.rgb_to_grayscale(img) * 1e5), tf.image.central_crop(img, 0.5), tf.image.per_image_standardization(img))
print(tf.image.resize(img, (2, 2)), tf.image.resize(img, [5, 4])[..., 1], tf.image.resize(img, (6, 6), method="nearest")[..., 0], tf.image.resize(img[None], (1, 1)).shape, tf.image.resize(img, (4, 2), method=tf.image.ResizeMethod.NEAREST_NEIGHBOR)[..., 2])
u = tf.cast(tf.reshape(tf.range(12) * 20, (2, 2, 3)), tf.uint8)
print(tf.image.convert_image_dtype(u, tf.float32)[0], tf.image.convert_image_dtype(img, tf.uint8)[0], tf.image.adjust_brightness(u, 0.3), tf.image.rgb_to_grayscale(u), tf.image.resize(u, (3, 3))[..., 0], tf.image.resize(u, (2, 2)).dtype, tf.image.grayscale_to_rgb(tf.constant([[[1.0]]])), tf.image.total_variation(img), tf.image.crop_to_bounding_box(img, 0, 1, 2, 2)[..., 0], tf.image.pad_to_bounding_box(img, 1, 1, 5, 5)[..., 0])
with tf.GradientTape() as t:
    t.watch(img); y = tf.reduce_sum(tf.image.resize(img, (5, 5)) ** 2)
print(tf.round(t.gradient(y, img)[..., 0] * 1e4))
@tf.function
def aug(x): return tf.image.flip_left_right(tf.image.resize(x, (2, 2)))
print(aug(img)[..., 0], aug(img[None]).shape)
for f in [lambda: tf.image.resize(img, (2,)), lambda: tf.image.flip_left_right(tf.zeros((2,))), lambda: tf.image.central_crop(img, 2.0), lambda: tf.image.crop_to_bounding_box(img, 2, 2, 2, 2)]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
