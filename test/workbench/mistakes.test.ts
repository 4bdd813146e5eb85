import { describe, expect, it } from 'vitest';
import { lineOf } from '../support/line-of.js';
import { tinyModel } from '../integration/support/command-line.js';
import { opened, sharedBrowser } from './window/opened.js';
import { runsIn, stateOf } from './window/runs-in.js';
import { until } from './window/until.js';
import { plain } from './window/window.js';

const browser = sharedBrowser();

const unknownModality = tinyModel({
  modalities: `{ gray: convBranch({ filters: [4, 4] }), colour: convBranch({ filters: [4, 6] }) }`,
});

const model = tinyModel({
  training: `{ epochs: 1, batchSize: 16, optimizer: sgd({ learningRate: 0.05 }), seed: 3 }`,
});

describe('model files with mistakes', () => {
  it('are told of, with the place, and nothing else suffers', async () => {
    const { server, window } = await opened(browser(), {
      files: {
        'unknown.multimodal.ts': unknownModality,
        'throws.multimodal.ts': `throw new Error('the disk of the data is not there');\n${model}`,
        'exits.multimodal.ts': `process.exit(7);\n${model}`,
        'endless.multimodal.ts': `for (;;);\n${model}`,
        'talks.multimodal.ts': `for (let line = 0; line < 40000; line += 1) console.log('x'.repeat(100));\n${model}`,
      },
      settings: { 'modalityLens.loadingTimeout': 30 },
    });
    const told = async (file: string, text: RegExp): Promise<void> => {
      await window.openFile(file);
      await window.command('Modality Lens: Train');
      await window.notifications().filter({ hasText: text }).first().waitFor();
      await window.command('Notifications: Clear All Notifications');
    };

    await told('unknown.multimodal.ts', /colour.*color/);
    const problems = await window.problems();
    const problem = problems.filter({ hasText: 'Modality Lens' }).first();
    await problem.waitFor();
    const line = lineOf(unknownModality, 'colour:');
    expect(plain((await problem.textContent()) ?? '')).toContain(`Ln ${line}`);

    await told('throws.multimodal.ts', /the disk of the data is not there/);
    await told('exits.multimodal.ts', /process\.exit|exit code 7|ended/i);
    await told('endless.multimodal.ts', /did not load within 30 seconds/);

    // One that loads for ever can be given up.
    await window.openFile('endless.multimodal.ts');
    await window.command('Modality Lens: Train');
    const loading = window.notifications().filter({ hasText: 'Loading endless.multimodal.ts' });
    await loading.getByRole('button', { name: 'Cancel' }).click();
    await loading.waitFor({ state: 'detached' });
    expect(await runsIn(server)).toEqual([]);

    await window.openFile('talks.multimodal.ts');
    await window.command('Modality Lens: Train');
    const directory = await until('a run', async () => (await runsIn(server))[0]);
    await until('its end', async () => (await stateOf(directory)) === 'finished');
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });
});
