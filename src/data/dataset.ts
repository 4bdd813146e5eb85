import type { SplitName } from '../record/utilization.js';

/** What one sample of a modality is: its shape without the batch, and what it shows. */
export interface Modality {
  readonly name: string;
  /** [height, width, channels] for images, [features] for vectors. */
  readonly shape: readonly number[];
  /** How its samples are drawn for people: a heat map is a matrix of quantities, as a spectrogram is. */
  readonly kind: 'image' | 'vector' | 'heat-map';
}

/** One split of a data set. */
export interface Split {
  readonly size: number;
  /** One class index a sample. */
  readonly labels: Int32Array;
  /**
   * The samples at `indices` of every modality, by name, each sample's values one after another (row-major,
   * channels last).
   */
  read(indices: Int32Array): Promise<ReadonlyMap<string, Float32Array>>;
}

/** Labelled samples of several modalities that show the same thing. No tf: plain typed arrays. */
export interface Dataset {
  readonly modalities: readonly Modality[];
  /** Names of the classes; a label is an index into them. */
  readonly classes: readonly string[];
  readonly splits: Readonly<Record<SplitName, Split>>;
  /** Whether training visits the samples in a fresh order each epoch. */
  readonly shuffle: boolean;
}

/** What a model file's `data:` is: a description for `run.json`, and the way to load it. */
export interface DataSource {
  /** Resolved options, as JSON. */
  readonly description: Readonly<Record<string, unknown>>;
  /**
   * Loads or draws the data.
   *
   * @param directory absolute directory against which relative paths are resolved (the model file's own)
   * @param seed the run's seed, for what is drawn
   * @throws Problem where files are missing, damaged or do not fit together
   */
  load(directory: string, seed: number): Promise<Dataset>;
}
