import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { SetUpStep } from '../../../../src/setup/fetch-package.js';
import type { SetUpProgress } from '../../../../src/setup/progress.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

/** A step of a set-up in a new folder whose path has a space, what it reports, and how to give it up. */
export interface TestStep extends SetUpStep {
  readonly progress: SetUpProgress[];
  readonly giveUp: AbortController;
}

/** See {@link TestStep}. */
export function newStep(): TestStep {
  const folder = path.join(temporaryFolder(), 'my back ends');
  mkdirSync(folder);
  const progress: SetUpProgress[] = [];
  const giveUp = new AbortController();
  const report = (told: SetUpProgress): void => {
    progress.push(told);
  };
  return { folder, signal: giveUp.signal, report, progress, giveUp };
}
