import * as vscode from 'vscode';
import { comparisonPanel, runEditor } from './panel-types.js';

/**
 * Where a run or a comparison opens: where it stands already, else beside other runs, else beside what is open.
 *
 * @param file `run.json` of the run; null for a comparison
 */
export function columnFor(file: vscode.Uri | null): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const withTab = (fits: (tab: vscode.Tab) => boolean): vscode.TabGroup | undefined =>
    all.find(({ tabs }) => tabs.some(fits));
  const group = withTab((tab) => isEditorOf(tab, file)) ?? withTab(isOurs);
  const { Active, Beside } = vscode.ViewColumn;
  return group?.viewColumn ?? (activeTabGroup.tabs.length === 0 ? Active : Beside);
}

function isEditorOf({ input }: vscode.Tab, file: vscode.Uri | null): boolean {
  return (
    input instanceof vscode.TabInputCustom &&
    input.viewType === runEditor &&
    input.uri.toString() === file?.toString()
  );
}

function isOurs({ input }: vscode.Tab): boolean {
  return (
    (input instanceof vscode.TabInputCustom && input.viewType === runEditor) ||
    // VS Code puts a name of its own before a panel's type.
    (input instanceof vscode.TabInputWebview && input.viewType.endsWith(comparisonPanel))
  );
}
