import path from 'node:path';
import * as vscode from 'vscode';
import type { KnownRun } from '../runs/known-run.js';
import type { RunLibrary } from '../runs/run-library.js';
import type { TrainingSessions } from '../sessions/training-sessions.js';
import { codeLensesSetting } from '../settings.js';
import type { ClearedResults } from './cleared-results.js';
import { FollowedDefinition } from './followed-definition.js';
import type { Lens } from './lens.js';
import { LensRefresh } from './lens-refresh.js';
import { lensesOf } from './lenses-of.js';
import { NewestRuns } from './newest-runs.js';
import { OlderVersions } from './older-version.js';
import { presentText } from '../present-text.js';
import type { ShownResults } from './shown-results.js';

const files: vscode.DocumentSelector = [
  { scheme: 'file', language: 'typescript' },
  { scheme: 'file', language: 'javascript' },
  { scheme: 'file', pattern: '**/*.multimodal.{ts,mts,js,mjs}' },
];

/** What the lenses of a document are about. */
interface Parts {
  readonly library: RunLibrary;
  readonly sessions: TrainingSessions;
  readonly cleared: ClearedResults;
}

/** The code lenses above definitions of multi-modal networks: what can be done, and what the last run found. */
export class DefinitionLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #library: RunLibrary;
  readonly #sessions: TrainingSessions;
  readonly #cleared: ClearedResults;
  readonly #newest: NewestRuns;
  readonly #versions = new OlderVersions(presentText);
  readonly #refresh = new LensRefresh(() => {
    this.#changed.fire();
  });
  readonly #followed = new Map<string, FollowedDefinition>();
  readonly #subscriptions: readonly { dispose(): unknown }[];

  constructor({ library, sessions, cleared }: Parts) {
    this.#library = library;
    this.#sessions = sessions;
    this.#cleared = cleared;
    const refresh = (): void => {
      this.#refresh.ask();
    };
    this.#newest = new NewestRuns(library, refresh);
    this.#subscriptions = [
      this.#changed,
      this.#refresh,
      sessions.onDidChange(refresh),
      cleared.onDidChange(refresh),
      library.onDidChange(() => {
        this.#newest.changed();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('modalityLens.codeLenses')) {
          refresh();
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        this.#followed.get(document.uri.toString())?.edited(contentChanges);
      }),
      vscode.workspace.onDidSaveTextDocument(refresh),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#followed.delete(uri.toString());
      }),
      vscode.languages.registerCodeLensProvider(files, this),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    try {
      return await this.#lensesIn(document);
    } finally {
      this.#refresh.answered();
    }
  }

  /** Takes away what the last runs found, above all model files, until there is something new. */
  async clearResults(): Promise<void> {
    const newest = new Map<string, KnownRun>();
    for (const run of await this.#library.runs()) {
      if (run.kind === 'run' && !newest.has(run.description.model.file)) {
        newest.set(run.description.model.file, run);
      }
    }
    await this.#cleared.clear([...newest.values()]);
  }

  dispose(): void {
    for (const each of this.#subscriptions) {
      each.dispose();
    }
  }

  async #lensesIn(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!codeLensesSetting(document.uri) || this.#liesInRun(document.uri.fsPath)) {
      return [];
    }
    const definition = await this.#find(document);
    if (definition === null) {
      return [];
    }
    const file = document.uri.fsPath;
    const newest = this.#newest.of(file);
    const lenses = lensesOf({
      definition,
      isTrusted: vscode.workspace.isTrusted,
      sessions: this.#sessions.running.filter(({ modelFile }) => modelFile === file),
      newest,
      results: await this.#resultsOf(newest),
      target: document.uri,
    });
    return lenses.map((lens) => toCodeLens(lens, document));
  }

  async #find(document: vscode.TextDocument) {
    const key = document.uri.toString();
    let followed = this.#followed.get(key);
    if (followed === undefined) {
      const text = document.getText();
      // The parser is loaded with the first file that has the word.
      if (!text.includes('defineMultimodal')) {
        return null;
      }
      const { findDefinition } = await import('../../model-file/find-definition.js');
      followed = this.#followed.get(key) ?? new FollowedDefinition(findDefinition);
      this.#followed.set(key, followed);
    }
    return followed.find(document.version, document.getText());
  }

  async #resultsOf(newest: KnownRun | null): Promise<ShownResults | null> {
    return newest === null || this.#cleared.has(newest)
      ? null
      : {
          run: newest,
          isOlder: await this.#versions.isOlder(newest),
          isOurs: this.#sessions.sessionOf(newest.directory) !== null,
        };
  }

  /** A run's copies of its model file are no files to train from. */
  #liesInRun(file: string): boolean {
    return this.#library.directories.some((directory) =>
      file.startsWith(`${directory}${path.sep}`),
    );
  }
}

function toCodeLens(lens: Lens, document: vscode.TextDocument): vscode.CodeLens {
  const { stretch, title, tooltip, command } = lens;
  const range = new vscode.Range(
    document.positionAt(stretch.start),
    document.positionAt(stretch.end),
  );
  return new vscode.CodeLens(range, { title, tooltip, command, arguments: [...lens.arguments] });
}
