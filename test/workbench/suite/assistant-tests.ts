import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { extensions, LanguageModelTextPart, lm } from 'vscode';
import { z } from 'zod';
import { prepareTool, tools } from '../../../src/editor/assistant/answer-tool.js';
import { toolNames, toolPrefix, type ToolName } from '../../../src/editor/assistant/tool-names.js';
import { writeRun } from '../../integration/support/written-run.js';
import { workspaceFolder } from './workspace-folder.js';

interface Declared {
  readonly contributes: {
    readonly languageModelTools: readonly { readonly name: string; readonly inputSchema: object }[];
  };
}

/** What a tool answers, as a model reads it. */
async function answer(name: ToolName, input: object): Promise<string> {
  const { content } = await lm.invokeTool(`${toolPrefix}${name}`, {
    input,
    toolInvocationToken: undefined,
  });
  return content
    .map((part) => (part instanceof LanguageModelTextPart ? part.value : ''))
    .join('\n');
}

/** Assistants read runs, and start nothing without the person's consent. */
export function assistantTests(): void {
  describe('assistant tools', () => {
    const runs = path.join(workspaceFolder(), '.modality-lens', 'runs');
    let run = '';

    before(async () => {
      const directory = await writeRun(runs, {
        ...{ name: 'told', modalities: ['gray', 'color'], steps: 200, state: 'finished' },
      });
      run = path.basename(directory);
    });
    after(() => rm(runs, { recursive: true }));

    it('are declared as they are: by name, with what they are given', () => {
      const declared = (
        extensions.getExtension('modality-lens.modality-lens')?.packageJSON as Declared
      ).contributes.languageModelTools;
      assert.deepEqual(
        declared.map(({ name, inputSchema }) => [name, inputSchema]),
        toolNames.map((name) => {
          const schema = z.toJSONSchema(tools[name].input, { target: 'draft-7', io: 'input' });
          delete schema.$schema;
          return [`${toolPrefix}${name}`, schema];
        }),
      );
    });

    it('list runs and read them, with numbers and intervals', async () => {
      assert.match(await answer('list_runs', {}), new RegExp(`"${run}"; model file`));
      assert.match(await answer('get_run_summary', { run }), /Steps: 200 of 200/);
      assert.match(
        await answer('get_findings', {}),
        /warning leans-on-one-modality: The gray branch/,
      );
      const stored = await answer('inspect_utilization', { run });
      assert.match(stored, /u\(color \| gray\) = 0\.165 \[0\.145, 0\.185\]/);
      assert.match(
        await answer('inspect_utilization', { run, cut: 'zero' }),
        /No such measurement/,
      );
    });

    it('refuse what they are not to be given, and folders that are no runs of the workspace', async () => {
      await assert.rejects(answer('get_findings', { run: '../../..' }), /No run of the workspace/);
      await assert.rejects(answer('list_runs', { limit: 1e9 }));
      await assert.rejects(answer('list_runs', { folder: '/' }));
    });

    it('ask the person before anything runs, and only then', () => {
      const asks = (name: ToolName, input: object): boolean =>
        prepareTool(name, input).confirmationMessages !== undefined;
      assert.equal(asks('start_training', { modelFile: 'a.multimodal.ts' }), true);
      assert.equal(asks('inspect_utilization', { measureAnew: true }), true);
      assert.equal(asks('inspect_utilization', {}), false);
      assert.equal(asks('get_findings', {}), false);
    });
  });
}
