import * as l10n from '@vscode/l10n';
import type { LiveStatus } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { CutOperator } from '../../src/record/utilization.js';
import type { Host } from '../host.js';
import { MeasureForm } from './measure-form.js';
import type { PanelMemory } from './panel-memory.js';

/**
 * Asks for the utilization of a checkpoint, on a split, with a cut; what comes of it is shown by the section below.
 *
 * @param memory has what was chosen the last time, and is told what is
 */
export function inspectForm(
  host: Host,
  run: RunSnapshot,
  live: LiveStatus | null,
  memory: PanelMemory,
): MeasureForm<CutOperator> {
  return new MeasureForm<CutOperator>({
    ...{ host, run, live },
    label: l10n.t('Inspect a checkpoint'),
    button: l10n.t('Inspect'),
    title: l10n.t('Measure the conditional utilization of these weights'),
    cuts: ['mean', 'zero', 'permute', 'perceptual'],
    request: (measured) => ({ type: 'inspect', ...measured }),
    before: memory.choices.inspect,
    onChoose: (inspect) => {
      memory.choose({ inspect });
    },
  });
}
