import * as l10n from '@vscode/l10n';
import type { FoundDefinition } from '../../model-file/find-definition.js';
import type { KnownRun } from '../runs/known-run.js';
import type { TrainingSession } from '../sessions/training-session.js';
import type { Lens } from './lens.js';
import { resultLenses } from './result-lenses.js';
import { sessionLenses } from './session-lenses.js';
import type { ShownResults } from './shown-results.js';

/** What the lenses of a model file are made from. */
export interface LensFacts {
  readonly definition: FoundDefinition;
  /** Whether the folder is trusted: a model file is code. */
  readonly isTrusted: boolean;
  /** The trainings of this file that are on in this window. */
  readonly sessions: readonly TrainingSession[];
  /** The newest run of this file; null where there is none. */
  readonly newest: KnownRun | null;
  /** What of it is shown; null where there is nothing, or it was cleared. */
  readonly results: ShownResults | null;
  /** What commands are given for this file. */
  readonly target: unknown;
}

/**
 * The lenses of a model file: above the call what can be done, or the training that is on, and what the last run found;
 * above each modality what it found of its branch.
 */
export function lensesOf(facts: LensFacts): Lens[] {
  const { definition, sessions, results } = facts;
  return [
    ...(sessions.length === 0
      ? actionLenses(facts)
      : sessions.flatMap((session) => sessionLenses(session, definition.call))),
    ...(results === null ? [] : resultLenses(definition, results)),
  ];
}

function actionLenses({ definition, isTrusted, newest, target }: LensFacts): Lens[] {
  if (!isTrusted) {
    return [];
  }
  const lens = (title: string, tooltip: string, command: string, argument: unknown): Lens => ({
    ...{ stretch: definition.call, title, tooltip, command: `modalityLens.${command}` },
    arguments: [argument],
  });
  return [
    lens(`$(play) ${l10n.t('Train')}`, l10n.t('Train as the file says.'), 'train', target),
    lens(
      l10n.t('Train with rebalancing'),
      l10n.t('Train with guided re-balancing, with α and Q of the file or the settings.'),
      'trainWithRebalancing',
      target,
    ),
    ...(newest?.description.only === null
      ? [
          lens(
            l10n.t('Inspect utilization'),
            l10n.t('Measure conditional utilization of a checkpoint of the last run.'),
            'inspectUtilization',
            newest,
          ),
        ]
      : []),
  ];
}
