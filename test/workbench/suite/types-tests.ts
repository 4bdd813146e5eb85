import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  commands,
  languages,
  Uri,
  window,
  workspace,
  type CodeAction,
  type Hover,
  type MarkdownString,
  type Range,
} from 'vscode';
import { until } from '../window/until.js';
import { workspaceFolder } from './workspace-folder.js';

/** Where TypeScript does not find a module; it words that in two ways. */
function underlined(file: Uri): Range[] {
  return languages
    .getDiagnostics(file)
    .filter(({ message }) => message.startsWith('Cannot find module'))
    .map(({ range }) => range);
}

/** A model file that was not made by New Model File gets its types by a quick fix. */
export function typesTests(): void {
  describe('a model file whose imports are unknown', () => {
    it('has a quick fix that writes their types, and is no longer underlined then', async function () {
      // The language server of TypeScript is started for it.
      this.timeout(300_000);
      const folder = workspaceFolder();
      const file = Uri.file(path.join(folder, 'colored-and-gray-mnist.multimodal.ts'));
      await window.showTextDocument(await workspace.openTextDocument(file));
      const [range] = await until('an underlined import', () => {
        const ranges = underlined(file);
        return ranges.length > 0 && ranges;
      });
      const fix = await until('the quick fix', async () => {
        const offered = await commands.executeCommand<CodeAction[]>(
          'vscode.executeCodeActionProvider',
          file,
          range,
        );
        return offered.find(({ command }) => command?.command === 'modalityLens.writeModelTypes');
      });
      assert.equal(fix.isPreferred, true);
      await commands.executeCommand('modalityLens.writeModelTypes', fix.command?.arguments?.[0]);
      assert.ok(existsSync(path.join(folder, '.modality-lens/types/modality-lens.d.ts')));
      const configuration = readFileSync(path.join(folder, 'tsconfig.json'), 'utf8');
      assert.match(configuration, /\.modality-lens\/tsconfig\.json/);
      // While TypeScript looks anew nothing is underlined, so that alone says nothing.
      const document = await workspace.openTextDocument(file);
      const used = document.positionAt(document.getText().indexOf('defineMultimodal({'));
      await until('the type of what is imported', async () => {
        const told = await commands.executeCommand<Hover[]>(
          'vscode.executeHoverProvider',
          file,
          used,
        );
        const texts = told.flatMap(({ contents }) => contents as MarkdownString[]);
        return texts.some(({ value }) => value.includes('MultimodalDefinition'));
      });
      // What was found before may stand a little longer than the types are known.
      await until('nothing underlined', () => underlined(file).length === 0);
    });
  });
}
