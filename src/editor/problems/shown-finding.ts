import * as l10n from '@vscode/l10n';
import type { Finding, FindingId } from '../../record/finding.js';

/** How a finding stands in the Problems view. */
export interface ShownFinding {
  /** The entry of the model file at whose line it stands, as a problem of that file names it. */
  readonly entry: string;
  readonly severity: 'information' | 'warning';
  readonly message: string;
}

/** Which entry a finding is about that is about no modality; the others are about the model as a whole. */
const entries: Partial<Record<FindingId, string>> = {
  diverged: 'training.optimizer.learningRate',
  interrupted: 'training',
  failed: 'training',
  'too-short': 'training.epochs',
  'speeds-apart': 'balancing',
  'window-disagrees': 'balancing',
};

/**
 * How a finding is shown at its line of the model file. Null for what calls for nothing: it stands in the run's panel,
 * and would be noise among problems.
 *
 * @param names of the run's modalities
 * @param isOlder whether the file has changed since the run was made: then it may no longer hold, and is no warning
 */
export function shownFinding(
  { id, severity, modality, sentences, next }: Finding,
  names: readonly string[],
  isOlder: boolean,
): ShownFinding | null {
  if (severity === 'note' && next === null) {
    return null;
  }
  const lines = [
    sentences.join(' '),
    ...(next === null ? [] : [next]),
    ...(isOlder ? [l10n.t('The file has changed since the run that this was found in.')] : []),
  ];
  const isWarning = severity === 'warning' && !isOlder;
  return {
    entry: modality === undefined ? (entries[id] ?? '') : entryOf(names[modality]),
    severity: isWarning ? 'warning' : 'information',
    message: lines.join('\n'),
  };
}

function entryOf(modality: string): string {
  return `modalities["${modality}"]`;
}
