import * as l10n from '@vscode/l10n';

/** What is done on a disk, each with what is said where the system does not let it; `why` is the system's own words. */
const failures = {
  'write the run': (why: string) => l10n.t('Cannot write the run: {0}.', why),
  'close the run': (why: string) => l10n.t('Cannot close the run: {0}.', why),
  'clean the checkpoints': (why: string) => l10n.t('Cannot clean the checkpoints: {0}.', why),
  'read the run': (why: string) => l10n.t('Cannot read the run: {0}.', why),
  'remove later checkpoints': (why: string) => l10n.t('Cannot remove later checkpoints: {0}.', why),
  'read the steps': (why: string) => l10n.t('Cannot read the steps: {0}.', why),
  'read the events': (why: string) => l10n.t('Cannot read the events: {0}.', why),
  'make the run directory': (why: string) => l10n.t('Cannot make the run directory: {0}.', why),
  'describe the run': (why: string) => l10n.t('Cannot describe the run: {0}.', why),
  'read the gates': (why: string) => l10n.t('Cannot read the gates: {0}.', why),
  'list the inspections': (why: string) => l10n.t('Cannot list the inspections: {0}.', why),
  'keep the inspection': (why: string) => l10n.t('Cannot keep the inspection: {0}.', why),
  'read the inspection': (why: string) => l10n.t('Cannot read the inspection: {0}.', why),
  'read the samples': (why: string) => l10n.t('Cannot read the samples: {0}.', why),
  'list the runs': (why: string) => l10n.t('Cannot list the runs: {0}.', why),
  'read the lock': (why: string) => l10n.t('Cannot read the lock: {0}.', why),
  'copy the model file': (why: string) => l10n.t('Cannot copy the model file: {0}.', why),
  'read the copy of the model file': (why: string) =>
    l10n.t('Cannot read the copy of the model file: {0}.', why),
  'read the null band': (why: string) => l10n.t('Cannot read the null band: {0}.', why),
  'keep the null band': (why: string) => l10n.t('Cannot keep the null band: {0}.', why),
  'list the checkpoints': (why: string) => l10n.t('Cannot list the checkpoints: {0}.', why),
  'lock the run': (why: string) => l10n.t('Cannot lock the run: {0}.', why),
  'follow the run': (why: string) => l10n.t('Cannot follow the run: {0}.', why),
  'read the weights': (why: string) => l10n.t('Cannot read the weights: {0}.', why),
  'write the weights': (why: string) => l10n.t('Cannot write the weights: {0}.', why),
  'write the checkpoint': (why: string) => l10n.t('Cannot write the checkpoint: {0}.', why),
  'remove old checkpoints': (why: string) => l10n.t('Cannot remove old checkpoints: {0}.', why),
  'write the report': (why: string) => l10n.t('Cannot write the report: {0}.', why),
  'unpack the package': (why: string) => l10n.t('Cannot unpack the package: {0}.', why),
  'note what is in use': (why: string) => l10n.t('Cannot note what is in use: {0}.', why),
  'make a folder': (why: string) => l10n.t('Cannot make a folder: {0}.', why),
  'remove what is not in use': (why: string) =>
    l10n.t('Cannot remove what is not in use: {0}.', why),
  'write the download': (why: string) => l10n.t('Cannot write the download: {0}.', why),
  'remove what was set up': (why: string) => l10n.t('Cannot remove what was set up: {0}.', why),
} as const;

/** Something that is done on a disk and may fail. */
export type DiskWork = keyof typeof failures;

/** That `work` could not be done, in one sentence. */
export function cannotDo(work: DiskWork, why: string): string {
  return failures[work](why);
}
