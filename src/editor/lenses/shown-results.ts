import type { KnownRun } from '../runs/known-run.js';

/** The run whose results stand above a definition. */
export interface ShownResults {
  readonly run: KnownRun;
  /** Whether the model file, or a file that it imports, has changed since that run was made. */
  readonly isOlder: boolean;
  /** Whether this window trains it: its own lenses say how far it is. */
  readonly isOurs: boolean;
}
