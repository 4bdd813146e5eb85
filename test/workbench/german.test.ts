import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeRun } from '../integration/support/written-run.js';
import { tinyModel } from '../integration/support/command-line.js';
import { Words } from './pictures/words.js';
import type { Complaints } from './vscode/browser.js';
import { opened, sharedBrowser } from './window/opened.js';
import { runsIn } from './window/runs-in.js';
import { until } from './window/until.js';
import type { Window } from './window/window.js';

const browser = sharedBrowser();
const german = new Words('de');

/** What VS Code itself must not do in a window of another language, and would: it asks the gallery for a language pack. */
const forLanguagePack = '/none/extensionquery';

function complaintsOf({ complaints }: Window): Complaints {
  const violations = complaints.violations.filter((each) => !each.includes(forLanguagePack));
  return { ...complaints, violations };
}

describe('in a German window', () => {
  it('commands, views, lenses and pages are German', async () => {
    const { server, window } = await opened(browser(), {
      language: 'de',
      files: { 'tiny.multimodal.ts': tinyModel() },
    });
    await window.openSideBar();
    await window.welcome().filter({ hasText: 'Noch kein Lauf.' }).waitFor();
    await window.diagnostics().getByText('Es wurde noch nichts trainiert.').waitFor();

    await writeRun(path.join(server.profile.workspace, '.modality-lens/runs'), {
      name: 'gezeigt',
      modalities: ['gray', 'color'],
      steps: 20,
    });
    await window.command(german.command('command.refreshRuns'));
    await window.openRun(window.runs().filter({ hasText: 'vanilla' }).first());
    const panel = window.panel();
    await panel.getByRole('tab', { name: 'Überblick' }).waitFor();
    await panel.getByText('Schritt 20 von').first().waitFor();
    expect(await panel.locator('html').getAttribute('lang')).toBe('de');

    await window.openFile('tiny.multimodal.ts');
    await until('German lenses', async () =>
      (await window.lensTexts()).some((text) => text.startsWith('Trainieren')),
    );
    expect(complaintsOf(window)).toEqual({ strayRequests: [], violations: [], errors: [] });
  });

  it('problems of model file, data and training process are told in German, with the way out', async () => {
    const { server, window } = await opened(browser(), {
      language: 'de',
      files: {
        'modality.multimodal.ts': tinyModel({
          modalities: `{ gray: convBranch({ filters: [4] }), colour: convBranch({ filters: [4] }) }`,
        }),
        'data.multimodal.ts': tinyModel({
          data: `arrays({ train: 'train.npz', test: 'test.npz' })`,
        }),
        'exits.multimodal.ts': `process.exit(7);\n${tinyModel()}`,
      },
    });
    const told = async (file: string, text: RegExp): Promise<void> => {
      await window.openFile(file);
      await window.command(german.command('command.train'));
      await window.notifications().filter({ hasText: text }).first().waitFor();
      await window.command('Notifications: Clear All Notifications');
    };

    // Both arise in the child, before there is a run.
    await told('modality.multimodal.ts', /keine Modalität 'colour'.*Meinten Sie 'color'\?/);
    await told('data.multimodal.ts', /keine solche Datei.*Korrigieren Sie den Pfad/);
    await told('exits.multimodal.ts', /Trainingsprozess.*Suchen Sie .*process\.exit/);

    expect(await runsIn(server)).toEqual([]);
    expect(complaintsOf(window)).toEqual({ strayRequests: [], violations: [], errors: [] });
  });
});
