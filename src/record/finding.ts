import { z } from 'zod';

/** What a finding's number is measured in: it decides how the number is written. */
const findingUnit = z.enum(['points', 'accuracy', 'rate', 'speed', 'share', 'count']);
export type FindingUnit = z.infer<typeof findingUnit>;

/** One number that a finding rests on. */
const findingNumber = z.object({
  /** What it is, in a few words or the paper's notation: `u(color | gray)`. */
  label: z.string(),
  unit: findingUnit,
  /** Fractions for points, accuracies and shares (shown times 100); null where undefined. */
  value: z.number().nullable(),
  /** Bounds of its 95 % interval; null where it has none. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** How the number and its interval were had, in words. */
  how: z.string(),
});
export type FindingNumber = z.infer<typeof findingNumber>;

/** Stable names of what can be found in a run. */
const findingId = z.enum([
  'failed',
  'interrupted',
  'stopped',
  'diverged',
  'too-short',
  'single-modality',
  'losses-when-cut',
  'leans-on-one-modality',
  'modality-hurts',
  'branch-at-chance',
  'branches-and-model',
  'branch-above-model',
  'speeds-apart',
  'window-disagrees',
  'rebalancing-steps',
  'few-samples',
  'rule-of-three',
  'cuts-disagree',
]);
export type FindingId = z.infer<typeof findingId>;

/** Something that a run shows, in words that its numbers and their intervals support. */
export const finding = z.object({
  id: findingId,
  /** `warning`: worth acting on. `note`: worth knowing. */
  severity: z.enum(['note', 'warning']),
  /** Index of the modality that it is about; left out where it is about the model or its training. */
  modality: z.int().nonnegative().exactOptional(),
  /** What was found: one or more plain sentences. */
  sentences: z.array(z.string()).min(1),
  /** The numbers that it rests on. */
  numbers: z.array(findingNumber),
  /** What to try next, one sentence; null where there is nothing to do. */
  next: z.string().nullable(),
  /** The change of the model file that `next` speaks of: `guided` re-balances, `alpha` is a smaller α; else left out. */
  edit: z.enum(['guided', 'alpha']).exactOptional(),
});
export type Finding = z.infer<typeof finding>;
