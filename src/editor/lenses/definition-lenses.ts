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
import { KnownVersions } from './known-versions.js';
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

/** Where it is not, there is no definition. */
const word = 'defineMultimodal';

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
  readonly #versions: KnownVersions;
  readonly #refresh = new LensRefresh({
    tell: () => {
      this.#changed.fire();
    },
    shown: shownDefinitions,
  });
  readonly #followed = new Map<string, FollowedDefinition>();
  #shown: readonly string[] = [];
  readonly #subscriptions: readonly { dispose(): unknown }[];

  constructor({ library, sessions, cleared }: Parts) {
    this.#library = library;
    this.#sessions = sessions;
    this.#cleared = cleared;
    const refresh = (): void => {
      this.#refresh.ask();
    };
    this.#newest = new NewestRuns(library, refresh);
    const versions = new OlderVersions(presentText);
    this.#versions = new KnownVersions((run) => versions.isOlder(run), refresh);
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
      vscode.window.onDidChangeVisibleTextEditors(() => {
        this.#expect();
      }),
      vscode.languages.registerCodeLensProvider(files, this),
    ];
    this.#expect();
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    cancelled: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    try {
      return await this.#lensesIn(document);
    } finally {
      // What VS Code has given up, it does not have.
      if (!cancelled.isCancellationRequested) {
        this.#refresh.answered(document.uri.toString());
      }
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

  /** VS Code comes by itself for an editor that is new, unless the person is elsewhere by then. */
  #expect(): void {
    const before = this.#shown;
    this.#shown = shownDefinitions();
    const isNew = this.#shown.filter((document) => !before.includes(document));
    if (isNew.length > 0) {
      this.#refresh.expect(isNew);
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
      if (!text.includes(word)) {
        return null;
      }
      const { findDefinition } = await import('../../model-file/find-definition.js');
      followed = this.#followed.get(key) ?? new FollowedDefinition(findDefinition);
      this.#followed.set(key, followed);
    }
    return followed.find(document.version, document.getText());
  }

  async #resultsOf(newest: KnownRun | null): Promise<ShownResults | null> {
    if (newest === null || this.#cleared.has(newest)) {
      return null;
    }
    const isOlder = await this.#versions.of(newest);
    const isOurs = this.#sessions.sessionOf(newest.directory) !== null;
    return isOlder === null ? null : { run: newest, isOlder, isOurs };
  }

  /** A run's copies of its model file are no files to train from. */
  #liesInRun(file: string): boolean {
    return this.#library.directories.some((directory) =>
      file.startsWith(`${directory}${path.sep}`),
    );
  }
}

/** The documents on the screen that may have lenses of ours. */
function shownDefinitions(): string[] {
  return vscode.window.visibleTextEditors
    .map(({ document }) => document)
    .filter(
      (document) =>
        vscode.languages.match(files, document) > 0 &&
        codeLensesSetting(document.uri) &&
        document.getText().includes(word),
    )
    .map(({ uri }) => uri.toString());
}

function toCodeLens(lens: Lens, document: vscode.TextDocument): vscode.CodeLens {
  const { stretch, title, tooltip, command } = lens;
  const range = new vscode.Range(
    document.positionAt(stretch.start),
    document.positionAt(stretch.end),
  );
  return new vscode.CodeLens(range, { title, tooltip, command, arguments: [...lens.arguments] });
}
