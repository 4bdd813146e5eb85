/**
 * Lays out one tap of a filter, [in, out], for `convolve`: eight output channels of each input together, zero where
 * channels are missing to the last eight.
 *
 * @param inputStride from an input to the next, bytes
 * @param outputStride from an output channel to the next, bytes
 * @param groupStride from eight output channels to the next eight in the target, bytes
 */
export function packTap(
  source: usize,
  target: usize,
  inputs: i32,
  inputStride: usize,
  outputs: i32,
  outputStride: usize,
  groupStride: usize,
): void {
  for (let first = 0; first < outputs; first += 8) {
    const channels = min(8, outputs - first);
    let from = source;
    let to = target;
    for (let input = 0; input < inputs; input++) {
      if (outputStride === 4 && channels === 8) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      } else {
        memory.fill(to, 0, 32);
        for (let channel = 0; channel < channels; channel++) {
          store<f32>(
            to + ((channel as usize) << 2),
            load<f32>(from + (channel as usize) * outputStride),
          );
        }
      }
      from += inputStride;
      to += 32;
    }
    source += outputStride << 3;
    target += groupStride;
  }
}
