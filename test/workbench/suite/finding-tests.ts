import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  commands,
  ConfigurationTarget,
  DiagnosticSeverity,
  languages,
  Uri,
  window,
  workspace,
  type CodeAction,
  type Diagnostic,
} from 'vscode';
import { writeRun } from '../../integration/support/written-run.js';
import { lineOf } from '../../support/line-of.js';
import { until } from '../window/until.js';
import { workspaceFolder } from './workspace-folder.js';

const model = `import { coloredAndGrayMnist, convBranch, defineMultimodal, mmtm, sgd } from 'modality-lens';

export default defineMultimodal({
  name: 'judged',
  data: coloredAndGrayMnist(),
  modalities: {
    gray: convBranch({ filters: [4, 4] }),
    color: convBranch({ filters: [4, 4] }),
  },
  fusion: mmtm({ after: [1, 2] }),
  training: { epochs: 1, batchSize: 8, optimizer: sgd({ learningRate: 0.05 }), seed: 1 },
});
`;

/** What runs found stands at its line, and can be mended there. */
export function findingTests(): void {
  describe('findings of the newest run', () => {
    const file = path.join(workspaceFolder(), 'judged.multimodal.ts');
    const uri = Uri.file(file);
    const runs = path.join(workspaceFolder(), '.modality-lens', 'runs');
    const leaning = (): Diagnostic | undefined =>
      languages.getDiagnostics(uri).find(({ code }) => code === 'leans-on-one-modality');
    const fixes = async ({ range }: Diagnostic): Promise<CodeAction[]> =>
      commands.executeCommand('vscode.executeCodeActionProvider', uri, range, 'quickfix');

    before(async () => {
      await writeFile(file, model);
      await writeRun(runs, {
        ...{ name: 'judged', modalities: ['gray', 'color'], steps: 200, state: 'finished' },
        ...{ modelFile: file, copy: model },
      });
      await window.showTextDocument(uri);
    });

    after(async () => {
      await workspace
        .getConfiguration()
        .update('modalityLens.findingsInProblems', undefined, ConfigurationTarget.Global);
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await rm(runs, { recursive: true });
      await rm(file);
    });

    it('stand at the line of the branch that they are about, with the run', async () => {
      const found = await until('a finding', leaning);
      assert.equal(found.range.start.line + 1, lineOf(model, 'gray:'));
      assert.equal(found.severity, DiagnosticSeverity.Warning);
      assert.match(found.message, /^The gray branch leans on color/);
      assert.match(found.relatedInformation?.[0].location.uri.path ?? '', /run\.json$/);
    });

    it('go where they are not wanted, and come again', async () => {
      const setting = (value: boolean): Thenable<void> =>
        workspace
          .getConfiguration()
          .update('modalityLens.findingsInProblems', value, ConfigurationTarget.Global);
      await setting(false);
      await until('no finding', () => leaning() === undefined);
      await setting(true);
      await until('a finding', leaning);
    });

    it('are mended by a change of the file that can be undone, and are then marked as older', async () => {
      const found = await until('a finding', leaning);
      // VS Code gives up asking for fixes where anything about the document changes meanwhile.
      const { edit, isPreferred } = await until('a fix', async () =>
        (await fixes(found)).find(({ title }) => title.includes('guided')),
      );
      assert.ok(edit !== undefined);
      assert.equal(isPreferred, true);
      await workspace.applyEdit(edit);
      const text = (await workspace.openTextDocument(uri)).getText();
      assert.equal(
        text,
        model
          .replace('defineMultimodal, mmtm', 'defineMultimodal, guided, mmtm')
          .replace('\n});', '\n  balancing: guided({ alpha: 0.01, window: 5 }),\n});'),
      );
      await until('the mark', () => leaning()?.message.includes('has changed since') === true);
      assert.equal(leaning()?.severity, DiagnosticSeverity.Information);
      const offered = await until('fixes', async () => {
        const titles = (await fixes(found)).map(({ title }) => title);
        return titles.some((title) => title.includes('Open the run')) && titles;
      });
      assert.deepEqual(
        offered.filter((title) => title.includes('guided')),
        [],
      );
    });
  });
}
