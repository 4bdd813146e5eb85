import * as vscode from 'vscode';
import { fileGiven } from './command-argument.js';
import type { DefinitionLenses } from './lenses/definition-lenses.js';
import type { Parts } from './parts.js';
import { pickModelFile } from './pick.js';
import { runCommands } from './run-commands.js';
import { trainingCommands } from './training-commands.js';

/** What a command does. What it throws is told to the person. */
export type Handler = (...given: unknown[]) => unknown;

/** Every command of the extension: its id, as in package.json, and what it does. */
export function commandTable(parts: Parts, lenses: Pick<DefinitionLenses, 'clearResults'>) {
  return {
    ...trainingCommands(parts),
    ...runCommands(parts),
    'modalityLens.newModelFile': async () =>
      (await import('./new-model-file.js')).newModelFile(parts.extensionUri),
    'modalityLens.setUpBackend': async (given) =>
      (await import('./backends/set-up-backend.js')).setUpBackend(parts, given),
    'modalityLens.writeModelTypes': async (given) => {
      const file = fileGiven(given) ?? (await pickModelFile());
      if (file !== undefined) {
        await (await import('./write-model-types.js')).writeModelTypes(parts, file);
      }
    },
    'modalityLens.showBackends': async () =>
      (await import('./backends/show-backends.js')).showBackends(parts),
    'modalityLens.setAlpha': async (given) => {
      const file = fileGiven(given) ?? (await pickModelFile());
      if (file !== undefined) {
        await (await import('./actions/set-alpha.js')).setAlphaInFile(file);
      }
    },
    'modalityLens.clearResults': () => lenses.clearResults(),
    'modalityLens.showLog': () => {
      parts.log.show();
    },
  } as const satisfies Record<string, Handler>;
}

/** Registers the commands of `table`. */
export function registerCommands(
  table: Readonly<Record<string, Handler>>,
  { notifications }: Pick<Parts, 'notifications'>,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(table).map(([id, handler]) =>
      vscode.commands.registerCommand(id, async (...given: unknown[]) => {
        try {
          return await handler(...given);
        } catch (thrown) {
          notifications.failure(thrown);
          return undefined;
        }
      }),
    ),
  );
}
