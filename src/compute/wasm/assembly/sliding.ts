/**
 * How the pixels of an output see those of an input, of which each is a run of 32-bit floats: what a forward convolution,
 * a phase of its gradient to the input, and its gradient to the filter have in common. The input has its padding in it.
 *
 * Lies in memory as 32-bit integers in this order; steps and strides count bytes.
 */
@unmanaged
export class Sliding {
  /** What is set aside for one, and for what else is known of it, bytes. */
  static readonly LENGTH: usize = 96;
  images: i32;
  outHeight: i32;
  outWidth: i32;
  /** From an image of the input to the next. */
  imageStride: i32;
  /** From what an output pixel sees to what the one below it sees. */
  rowStep: i32;
  /** From what an output pixel sees to what the one beside it sees. */
  pixelStep: i32;
  /** From a row of the input to the next. */
  tapRowStride: i32;
  /** Rows of the filter. */
  tapRows: i32;
  /** Values of the input that a row of the filter sees: its width times the channels. */
  run: i32;
  /** From an image of the output to the next. */
  outImageStride: i32;
  outRowStride: i32;
  outPixelStride: i32;
  outChannels: i32;
  /** Which row of the input the first one is; negative where it lies in the padding. */
  firstRow: i32;
  /** From a pixel of the input to the next. */
  pixel: i32;
}
