import type { Device } from '../record/run.js';
import type { RunWriter } from '../runs/run-writer.js';
import type { Session } from '../training/session.js';

/** A training that is ready to run. */
export interface PreparedTraining {
  readonly session: Session;
  readonly writer: RunWriter;
  /** How many steps were taken before. */
  readonly step: number;
  readonly device: Device;
}
