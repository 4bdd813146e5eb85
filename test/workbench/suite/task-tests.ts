import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { languages, tasks, Uri, type Task } from 'vscode';
import { tinyModel } from '../../integration/support/tiny-model.js';
import { lineOf } from '../../support/line-of.js';
import { until } from '../window/until.js';
import { workspaceFolder } from './workspace-folder.js';

/** Runs a task to its end, and gives the exit code of its process. */
async function exitCodeOf(task: Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const listening = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name === task.name) {
        listening.dispose();
        resolve(exitCode);
      }
    });
  });
  await tasks.executeTask(task);
  return ended;
}

/** Model files are offered as tasks, and what the command line prints becomes problems. */
export function taskTests(): void {
  describe('tasks', () => {
    const name = 'mistaken.multimodal.ts';
    const file = path.join(workspaceFolder(), name);
    const mistaken = tinyModel({
      training: `{ epochs: -1, batchSize: 4, optimizer: sgd({ learningRate: 1 }) }`,
    });

    // The oldest release comes without VS Code's terminal.
    const inTerminal = process.env.MODALITY_LENS_TERMINAL === 'missing' ? it.skip : it;

    before(() => writeFile(file, mistaken));
    after(() => rm(file));

    const offered = async (): Promise<Task[]> =>
      (await tasks.fetchTasks({ type: 'modality-lens' })).filter(
        ({ definition }) => definition.modelFile === name,
      );

    it('are offered for each model file: train, train with rebalancing, inspect', async () => {
      // A search for files may not know yet of one that has just been written.
      const found = await until('tasks', async () => {
        const tasksOfFile = await offered();
        return tasksOfFile.length > 0 && tasksOfFile;
      });
      assert.deepEqual(
        found.map(({ definition }) => [
          definition.task as unknown,
          definition.balancing as unknown,
        ]),
        [
          ['train', undefined],
          ['train', 'guided'],
          ['inspect', undefined],
        ],
      );
    });

    inTerminal('show a mistake of the model file as a problem at its line', async () => {
      const [train] = await offered();
      assert.equal(await exitCodeOf(train), 1);
      const found = await until('a problem', () =>
        languages.getDiagnostics(Uri.file(file)).find(({ source }) => source === 'Modality Lens'),
      );
      assert.equal(found.range.start.line + 1, lineOf(mistaken, 'epochs: -1'));
      assert.match(found.message, /epochs/);
    });

    inTerminal('say where there is nothing to inspect', async () => {
      const [, , inspect] = await offered();
      assert.equal(await exitCodeOf(inspect), 2);
    });
  });
}
