import * as l10n from '@vscode/l10n';
import { withInterval } from '../../src/metrics/findings/words.js';
import type { Estimate } from '../../src/record/utilization.js';
import { element, type Cell } from './element.js';

/** A cell with a value, and its interval below it in smaller type. */
export function estimateCell(estimate: Estimate, unit: 'accuracy' | 'points' | 'rate'): Cell {
  const [value = '', interval] = withInterval(estimate, unit).split(' [');
  return {
    isNumber: true,
    content: element(
      'span',
      {
        title:
          estimate.method === 'bootstrap' ? l10n.t('paired resampling') : l10n.t('rule of three'),
      },
      value,
      interval === undefined ? null : element('span', { className: 'interval' }, ` [${interval}`),
    ),
  };
}
