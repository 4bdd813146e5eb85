import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { tinyModel } from '../integration/support/command-line.js';
import { writeRun } from '../integration/support/written-run.js';
import { runInHost } from './vscode/run-in-host.js';
import { opened, sharedBrowser } from './window/opened.js';
import { until } from './window/until.js';

const browser = sharedBrowser();

/** Leaves a file behind when anything runs it. */
const marking = `import { writeFileSync } from 'node:fs';
import path from 'node:path';
writeFileSync(path.join(process.env.TMPDIR ?? '/tmp', 'marker'), '');
${tinyModel()}`;

describe('a folder that is not trusted', () => {
  it('shows its runs, and offers nothing that would run it', async () => {
    const { server, window } = await opened(browser(), {
      files: { 'marking.multimodal.ts': marking },
      trusted: false,
      settings: { 'security.workspace.trust.enabled': true },
    });
    const { profile } = server;
    const runs = path.join(profile.workspace, '.modality-lens/runs');
    await writeRun(runs, {
      name: 'shown',
      modalities: ['gray', 'color'],
      steps: 20,
      modelFile: path.join(profile.workspace, 'marking.multimodal.ts'),
    });
    await window.openFile('marking.multimodal.ts');
    await window.openSideBar();
    await window.openRun(window.runs().filter({ hasText: 'vanilla' }).first());
    await window.panel().getByText('shown', { exact: true }).first().waitFor();

    for (const title of ['Train', 'Train with Rebalancing', 'Inspect Conditional Utilization…']) {
      expect(await window.offers(`Modality Lens: ${title}`), title).toBe(false);
    }
    await window.openFile('marking.multimodal.ts');
    await until('a lens with what the run found', async () =>
      (await window.lensTexts()).some((text) => text.includes('u(color | gray)')),
    );
    expect((await window.lensTexts()).join()).not.toContain('Train');
    expect(existsSync(path.join(profile.temporary, 'marker'))).toBe(false);
    expect(server.processes().filter(({ command }) => command.includes('cli.js'))).toEqual([]);
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });

  it('runs nothing of it when commands are called past every menu', async () => {
    const options = {
      files: { 'marking.multimodal.ts': marking },
      trusted: false,
      settings: { 'security.workspace.trust.enabled': true },
    };
    const entry = path.join(import.meta.dirname, 'suite/untrusted.ts');
    expect(await runInHost(inject('workbench'), entry, options)).toEqual({
      isTrusted: false,
      hasRun: false,
    });
  });
});
