import * as l10n from '@vscode/l10n';
import { measuredOn } from '../../metrics/findings/words.js';
import type { FoundDefinition } from '../../model-file/find-definition.js';
import { fromEnglish } from '../../record/retell.js';
import type { KnownRun } from '../runs/known-run.js';
import { runTitle, whereaboutsInWords } from '../words/run-in-words.js';
import { branchInWords, utilizationInWords } from '../words/utilization-in-words.js';
import { percentInWords } from '../words/estimate-in-words.js';
import type { Lens } from './lens.js';
import type { ShownResults } from './shown-results.js';

/**
 * What the last run found: one lens above the call, and one above each modality that the run knows, for its branch. A
 * click opens the run.
 */
export function resultLenses(
  { call, modalities }: FoundDefinition,
  { run, isOlder, isOurs }: ShownResults,
): Lens[] {
  const tooltip = whence(run, isOlder);
  const lens = (stretch: Lens['stretch'], title: string): Lens => ({
    ...{ stretch, title: isOlder ? `$(history) ${title}` : title, tooltip },
    ...{ command: 'modalityLens.openRun', arguments: [run] },
  });
  const older = isOlder ? ` · ${l10n.t('older version of this file')}` : '';
  const names = run.description.modalities.map(({ name }) => name);
  const measured = run.summary.lastUtilization;
  const ofBranches = modalities.flatMap(({ name, property }) => {
    const words =
      measured === null ? null : branchInWords(measured.utilization, names.indexOf(name), names);
    return words === null ? [] : [lens(property, `${words}${older}`)];
  });
  const ofModel =
    measured !== null && measured.utilization.entries.length > 0
      ? utilizationInWords(measured.utilization, names)
      : isOurs
        ? null
        : howItStands(run);
  return [...(ofModel === null ? [] : [lens(call, `${ofModel}${older}`)]), ...ofBranches];
}

/** How a run stands that has not measured what modalities are worth. */
function howItStands(run: KnownRun): string {
  const { summary, description } = run;
  const { accuracy } = summary;
  const who =
    description.only === null
      ? l10n.t('last run')
      : l10n.t('last run, {0} alone', description.only);
  return [
    `${who}: ${whereaboutsInWords(run, false)}`,
    ...(accuracy === null ? [] : [l10n.t('accuracy {0}', percentInWords(accuracy))]),
  ].join(' · ');
}

/** Which run it was, and what its numbers were measured on. */
function whence(run: KnownRun, isOlder: boolean): string {
  const { lastUtilization } = run.summary;
  const lines = [
    runTitle(run),
    ...(run.status.reason === null ? [] : [fromEnglish(run.status.reason)]),
    ...(lastUtilization === null
      ? []
      : [
          l10n.t(
            'Measured after step {0} on {1}. 95 % intervals over samples, for these weights (not over seeds).',
            lastUtilization.step,
            measuredOn(lastUtilization.utilization),
          ),
        ]),
    ...(isOlder
      ? [l10n.t('The model file, or a file that it imports, has changed since this run was made.')]
      : []),
    l10n.t('Click to open the run.'),
  ];
  return lines.join('\n');
}
