import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Window } from '../../test/workbench/window/window.js';
import { packEmptyExtension } from '../empty-extension.js';
import { closeEditor, withWindow } from './opened-window.js';
import { noteTimes, shownAfter } from './shown-after.js';

/** What VS Code takes for an extension that has nothing to show, milliseconds, each from the click on. */
export interface EmptyPageTimes {
  /** Until a view with one item has it, in a window that was opened just now: starting the extension is part of it. */
  readonly view: number;
  /** Until the first page of the window is drawn, opened from that view as a custom editor. */
  readonly first: number;
  /** Until it is drawn again after it was closed. */
  readonly second: number;
}

/** The item of the view, and the file that its page is the editor of. */
const file = 'nothing.empty';

const contributes = {
  viewsContainers: { activitybar: [{ id: 'empty', title: 'Empty', icon: 'icon.svg' }] },
  views: { empty: [{ id: 'empty.items', name: 'Items' }] },
  customEditors: [
    { viewType: 'empty.page', displayName: 'Empty', selector: [{ filenamePattern: '*.empty' }] },
  ],
};

const main = `
const vscode = require('vscode');
exports.activate = () => {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, '${file}');
  const item = new vscode.TreeItem('${file}');
  item.command = { title: 'Open', command: 'vscode.openWith', arguments: [uri, 'empty.page'] };
  vscode.window.registerTreeDataProvider('empty.items', {
    getChildren: (element) => (element === undefined ? [item] : []),
    getTreeItem: (element) => element,
  });
  vscode.window.registerCustomEditorProvider('empty.page', {
    openCustomDocument: (document) => ({ uri: document, dispose: () => undefined }),
    resolveCustomEditor: (_, { webview }) => {
      webview.options = { enableScripts: true };
      webview.html = '<!DOCTYPE html><html><body><h1>Nothing</h1></body></html>';
    },
  });
};
`;

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M4 4h16v16H4z"/></svg>';

/** Measures it in a VS Code of its own. */
export async function measureEmptyPage(): Promise<EmptyPageTimes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'modality-lens-empty-'));
  try {
    const files = { 'icon.svg': icon };
    const extension = await packEmptyExtension(folder, { contributes, main, files });
    return await withWindow(
      (workspace) => writeFile(path.join(workspace, file), ''),
      ({ window }) => measure(window),
      extension,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure(window: Window): Promise<EmptyPageTimes> {
  const { page } = window;
  const item = page.locator('.sidebar .monaco-list-row').filter({ hasText: file });
  const begin = performance.now();
  await page.locator('.activitybar .action-item a[aria-label^="Empty"]').click();
  await item.waitFor();
  const view = performance.now() - begin;
  await noteTimes(window, "document.querySelector('h1')");
  const open = async (): Promise<number> => {
    await item.click();
    const content = page
      .frameLocator('iframe.webview[src*="extensionId=modality-lens.empty"]')
      .frameLocator('iframe#active-frame');
    await content.locator('h1').waitFor();
    return shownAfter(window, content);
  };
  const first = await open();
  await closeEditor(window);
  return { view, first, second: await open() };
}
