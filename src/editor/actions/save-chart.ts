import path from 'node:path';
import * as vscode from 'vscode';
import { type ChartFile } from '../../record/chart-file.js';
import { Problem } from '../../record/problem.js';
import { isPicture } from '../is-picture.js';
import { writeFileAt } from './write-file.js';

/**
 * Saves a chart of a page where the person chooses; nothing where they leave.
 *
 * @param beside a run directory: where the person is asked to save it where no folder is open
 * @throws Problem where it is no picture, or cannot be written
 */
export async function saveChart(
  { name, content }: ChartFile,
  beside: string | null,
): Promise<void> {
  const bytes =
    content.format === 'csv'
      ? Buffer.from(content.text, 'utf8')
      : Buffer.from(content.base64, 'base64');
  if (content.format === 'png' && !isPicture(bytes)) {
    throw new Problem({
      code: 'internal',
      what: vscode.l10n.t('The page has sent something that is no picture.'),
      remedy: vscode.l10n.t('Reload the window, and try again.'),
    });
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? besideRun(beside);
  const place = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Chart'),
    ...(folder === null
      ? {}
      : { defaultUri: vscode.Uri.joinPath(folder, `${name}.${content.format}`) }),
    filters: { [content.format.toUpperCase()]: [content.format] },
  });
  if (place !== undefined) {
    await writeFileAt(place, bytes);
  }
}

function besideRun(directory: string | null): vscode.Uri | null {
  return directory === null ? null : vscode.Uri.file(path.dirname(directory));
}
