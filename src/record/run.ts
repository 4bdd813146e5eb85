import { z } from 'zod';
import { balancingConfiguration } from './balancing.js';

/** Version of everything below a run directory; readers refuse a newer one. */
export const schemaVersion = 1;

/** The backends, best first: the rungs of the ladder. */
export const backendName = z.enum(['tensorflow-gpu', 'webgpu', 'tensorflow', 'wasm', 'cpu']);
export type BackendName = z.infer<typeof backendName>;

/** What the run computes on. */
export const device = z.object({
  backend: backendName,
  /** The device in use, in words: "NVIDIA H100", "CPU (WebAssembly SIMD, 2 threads)". */
  description: z.string(),
});
export type Device = z.infer<typeof device>;

/** The most modalities that a run has: what is shown of it grows with their number. */
export const mostModalities = 64;

/** A modality as the run knows it. */
const modalityDescription = z.object({
  name: z.string().min(1),
  /** Shape of one sample, without the batch: [height, width, channels] or [features]. */
  shape: z.array(z.int().positive()).min(1),
});

/** `run.json`: what a run is, written once when it starts. */
export const runDescription = z.object({
  schemaVersion: z.literal(schemaVersion),
  id: z.string().min(1),
  name: z.string().min(1),
  /** When the run was made, milliseconds since the Unix epoch. */
  created: z.number(),
  seed: z.int(),
  modalities: z.array(modalityDescription).min(1).max(mostModalities),
  /** Names of the classes, in the order of the labels. */
  classes: z.array(z.string()).min(2),
  /** How many samples each split has. */
  samples: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
  /** Column names of `steps.f64`. */
  stepColumns: z.array(z.string()),
  /** Training steps that the run is going to take, unless a rule or a person stops it. */
  plannedSteps: z.int().nonnegative(),
  balancing: balancingConfiguration,
  /** The resolved training, network and data configuration, as JSON, for people and for comparison. */
  configuration: z.record(z.string(), z.unknown()),
  /** `--only`: the one modality that was trained alone; null for a multi-modal run. */
  only: z.string().nullable(),
  device,
  versions: z.record(z.string(), z.string()),
  model: z.object({
    /** Absolute path of the model file that was trained. */
    file: z.string(),
    /** The copies below `model/`, relative with forward slashes; the first is the model file's. */
    copies: z.array(z.object({ original: z.string(), copy: z.string() })),
    /** SHA-256 over the contents of the copies, hexadecimal. */
    hash: z.string(),
  }),
});
export type RunDescription = z.infer<typeof runDescription>;
