import type { Browser } from 'playwright-core';
import type { Workbench } from '../vscode/cached-workbench.js';
import { Server, type ServerOptions } from '../vscode/server.js';
import { Window } from '../window/window.js';
import { writeTypes } from '../write-types.js';
import { Camera } from './camera.js';
import type { Choices } from './choices.js';
import { copyRuns, modelFile, shortExample } from './pictured-runs.js';
import type { WorkspaceKind } from './scene.js';
import { themes, type ThemeName } from './themes.js';
import { views } from './views.js';
import { Words } from './words.js';

/** What pictures are taken with. */
interface Equipment {
  readonly browser: Browser;
  readonly workbench: Workbench;
  /** The packed extension. */
  readonly extension: string;
  /** The folder of the runs that are pictured. */
  readonly runs: string;
  readonly choices: Choices;
}

/** How each workspace is opened. */
const openings: Record<WorkspaceKind, Required<Pick<ServerOptions, 'trusted' | 'settings'>>> = {
  'with runs': { trusted: true, settings: {} },
  empty: { trusted: true, settings: {} },
  untrusted: { trusted: false, settings: { 'security.workspace.trust.enabled': true } },
};

/**
 * Pictures what was chosen, two themes at a time: a window waits more than it works. What fails does not keep the rest from
 * being pictured.
 */
export class Photographer {
  /** What could not be pictured so far, and why. */
  readonly failures: string[] = [];
  readonly #with: Equipment;

  constructor(equipment: Equipment) {
    this.#with = equipment;
  }

  /** Pictures everything that was chosen. Throws where the browser is gone. */
  async takeAll(): Promise<void> {
    const left = [...this.#with.choices.themes];
    const lane = async (): Promise<void> => {
      for (let theme = left.shift(); theme !== undefined; theme = left.shift()) {
        await this.#take(theme);
      }
    };
    await Promise.all([lane(), lane()]);
  }

  async #take(theme: ThemeName): Promise<void> {
    for (const kind of Object.keys(openings) as WorkspaceKind[]) {
      const names = this.#with.choices.views.filter(
        (name) => (views[name].in ?? 'with runs') === kind,
      );
      if (names.length > 0) {
        await this.#unlessItFails(`${theme}: ${names.join(', ')}`, () =>
          this.#inWorkspace(theme, kind, names),
        );
      }
    }
  }

  async #inWorkspace(
    theme: ThemeName,
    kind: WorkspaceKind,
    names: readonly string[],
  ): Promise<void> {
    const { workbench, extension, runs, choices } = this.#with;
    const { trusted, settings } = openings[kind];
    const server = await Server.start({
      ...{ workbench, extension, trusted, language: choices.language },
      files: { [modelFile]: await shortExample() },
      settings: {
        'workbench.colorTheme': themes[theme].theme,
        'window.autoDetectColorScheme': false,
        ...settings,
      },
    });
    try {
      await writeTypes(server.profile.workspace);
      if (kind === 'with runs') {
        await copyRuns(runs, server.profile.workspace);
      }
      for (const name of names) {
        await this.#unlessItFails(`${theme}: ${name}`, () => this.#view(name, theme, server));
      }
    } finally {
      await server.stop();
    }
  }

  async #view(name: string, theme: ThemeName, server: Server): Promise<void> {
    const { browser, choices } = this.#with;
    const window = await Window.open(browser, server);
    const camera = new Camera(window, choices.folder, theme);
    try {
      await window.page.locator(`.monaco-workbench.${themes[theme].look}`).waitFor();
      const words = new Words(choices.language);
      await views[name].take({ server, window, camera, theme, words });
      console.log(`${theme}: ${name}`);
    } catch (error) {
      await camera.window(`${name} failed`).catch(() => undefined);
      throw error;
    } finally {
      await window.close();
    }
  }

  async #unlessItFails(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#with.browser.isConnected()) {
        throw error;
      }
      const [why] = String(error).split('\n');
      console.error(`${what} failed: ${why}`);
      this.failures.push(`${what}: ${why}`);
    }
  }
}
