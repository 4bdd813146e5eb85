import * as vscode from 'vscode';
import type { ChartFormat } from '../../record/chart-file.js';
import { Problem } from '../../record/problem.js';
import type { Parts } from '../parts.js';

/** Has the page in front save the chart that the person worked with last. Throws a Problem where none is in front. */
export function exportChart({ panels }: Pick<Parts, 'panels'>, format: ChartFormat): void {
  const isDone = panels.withActive((panel) => {
    panel.exportChart(format);
  });
  if (!isDone) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('No page with charts is in front.'),
      remedy: vscode.l10n.t('Open a run, and click the chart that is to be saved.'),
    });
  }
}
