import { z } from 'zod';
import { setUpBackend, setUpWay } from '../compute/installed-backends.js';

/** Programs and places that a set-up uses; null where it is to find them itself. */
export const setUpTools = z.object({
  /** Address of the npm registry; null: as npm is configured for this user. */
  registry: z.string().nullable(),
  /** Path or name of npm. */
  npm: z.string().nullable(),
  /** Path or name of a Python that has pip. */
  python: z.string().nullable(),
  /** Path or name of a C++ compiler. */
  compiler: z.string().nullable(),
  /** Milliseconds for which a download may stand still. */
  patience: z.number().positive(),
});
export type SetUpTools = z.infer<typeof setUpTools>;

/** Tools that are all found by themselves. */
export const foundTools: SetUpTools = {
  registry: null,
  npm: null,
  python: null,
  compiler: null,
  patience: 30_000,
};

/** What is to be set up, and how. */
export const setUpRequest = z.object({
  backend: setUpBackend,
  way: setUpWay,
  tools: setUpTools,
});
export type SetUpRequest = z.infer<typeof setUpRequest>;
