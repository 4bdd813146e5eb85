import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs } from '@tensorflow/tfjs-core';

/** What the gradients of a convolution share: how it was made, and the shape of its filter. */
type Convolution = Omit<Conv2DBackpropFilterAttrs, 'filterShape'>;

/**
 * The geometry of a 2-d convolution without dilation, channels last.
 *
 * @param depthwise whether each input channel has filters of its own
 * @throws Error for channels first, which no convolution of the wasm backend knows
 */
export function convolutionGeometry(
  inputShape: number[],
  filterShape: number[],
  { strides, pad, dimRoundingMode, dataFormat = 'NHWC' }: Partial<Convolution>,
  depthwise = false,
): backend_util.Conv2DInfo {
  if (dataFormat !== 'NHWC') {
    throw new Error(`The wasm backend convolves NHWC only, not ${dataFormat}.`);
  }
  return backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides ?? 1,
    1,
    pad ?? 0,
    dimRoundingMode,
    depthwise,
  );
}
