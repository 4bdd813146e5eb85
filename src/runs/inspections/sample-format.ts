/**
 * The tensors of a file of samples, for N samples and M modalities, in the safetensors format; integers of 32 bits but
 * for the pictures.
 */
export const tensorNames = {
  /** [N]: the class of each sample. */
  labels: 'labels',
  /** [N]: where a sample's pictures are among the pictures; −1 where they are not kept. */
  rows: 'rows',
  /** [M + 1, N]: the class that each branch, and last the model, predicts with every modality; −1 for none. */
  intact: 'intact',
  /** [M, M + 1, N]: the same with each modality cut off; −1 in the row of that modality's own branch. */
  cut: 'cut',
  /** [samples, bytes]: 8 bits a point; the pictures of a sample one modality after another. */
  pictures: 'pictures',
} as const;

/** Under which key the metadata have the measurement, as JSON. */
export const measurementKey = 'modality-lens';
