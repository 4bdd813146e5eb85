import path from 'node:path';
import * as vscode from 'vscode';
import { runsDirectoryOf, runsDirectoryOfFolder } from '../settings.js';
import type { DamagedRun, KnownRun } from './known-run.js';
import type { KnownRuns } from './known-runs.js';
import { isSamePath } from './same-path.js';

/** How long changes are gathered before they are told, milliseconds. */
const gathering = 250;

/** How often the living writers of runs are looked for, milliseconds. */
const lookingForWriters = 15_000;

/** As many runs as are seen at once (ours). */
const screenful = 50;

/** Runs as they are listed, newest first, damaged ones among them, and whether there are no others. */
export interface ListedRuns {
  readonly runs: readonly (KnownRun | DamagedRun)[];
  readonly areAll: boolean;
}

/** All runs of all workspace folders, whoever writes them; read when asked for, and watched from then on. */
export class RunLibrary implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Told when runs came, went, or have new events. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  /** Null until somebody has asked for runs: before that nobody knows anything that could change. */
  #watchers: readonly vscode.Disposable[] | null = null;
  #known: Promise<KnownRuns> | null = null;
  #listing: Promise<readonly (KnownRun | DamagedRun)[]> | null = null;
  /** Whether all runs were ever asked for. */
  #isListed = false;
  /** The newest runs while they are read. */
  #reading: Promise<ListedRuns> | null = null;
  #watchingWriters: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#watchAnew();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#watchAnew();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('modalityLens.runsFolder')) {
          this.#watchAnew();
        }
      }),
    ];
  }

  /** Absolute paths of the folders that have the workspace's runs. */
  get directories(): readonly string[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return [...new Set(folders.map(runsDirectoryOfFolder))];
  }

  /** All runs, newest first, damaged ones among them. */
  runs(): Promise<readonly (KnownRun | DamagedRun)[]> {
    this.#watchers ??= this.#watch();
    this.#listing ??= this.#list().finally(() => {
      this.#listing = null;
    });
    return this.#listing;
  }

  /**
   * The newest runs, newest first, as soon as they are read, and whether there are no others: a thousand take longer to
   * read than anybody likes to look at an empty view. Whoever asks for all gets them afterwards.
   */
  newest(): Promise<ListedRuns> {
    this.#watchers ??= this.#watch();
    this.#reading ??= this.#readNewest().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** The newest run of a model file; null where it has none. */
  async newestOf(modelFile: string): Promise<KnownRun | null> {
    const runs = await this.runs();
    const own = runs.find(
      (run) => run.kind === 'run' && isSamePath(run.description.model.file, modelFile),
    );
    return own?.kind === 'run' ? own : null;
  }

  /** One run by the absolute path of its directory, wherever that is. Throws a Problem where it cannot be read. */
  async read(directory: string): Promise<KnownRun> {
    this.#watchers ??= this.#watch();
    return (await this.#knownRuns()).read(directory);
  }

  /** Absolute path of the folder that a training of `file` writes its run to. */
  runsDirectoryOf(file: vscode.Uri): string {
    return runsDirectoryOf(file);
  }

  /** For who knows that there is something new: tells it soon. */
  poke(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, gathering);
  }

  /** Reads everything anew. */
  async refresh(): Promise<void> {
    (await this.#knownRuns()).clear();
    this.poke();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchingWriters);
    for (const each of [...this.#subscriptions, ...(this.#watchers ?? [])]) {
      each.dispose();
    }
  }

  async #list(): Promise<readonly (KnownRun | DamagedRun)[]> {
    if (!this.#isListed) {
      this.#isListed = true;
      await this.newest();
    }
    const { runs } = await this.#readNewest(Infinity);
    this.#watchWriters(runs);
    return runs;
  }

  async #readNewest(most = screenful): Promise<ListedRuns> {
    const known = await this.#knownRuns();
    const lists = await Promise.all(
      this.directories.map((directory) => known.newest(directory, most)),
    );
    return {
      runs: lists
        .flatMap(({ runs }) => runs)
        .sort((one, other) =>
          path.basename(other.directory).localeCompare(path.basename(one.directory), 'en'),
        ),
      areAll: lists.every(({ areAll }) => areAll),
    };
  }

  /** A writer that is killed changes no file: while there are writers, look now and then whether they live. */
  #watchWriters(runs: readonly (KnownRun | DamagedRun)[]): void {
    if (runs.some((run) => run.kind === 'run' && run.status.writer !== null)) {
      this.#watchingWriters ??= setTimeout(() => {
        this.#watchingWriters = undefined;
        this.poke();
      }, lookingForWriters);
    }
  }

  #knownRuns(): Promise<KnownRuns> {
    this.#known ??= import('./known-runs.js').then(({ KnownRuns }) => new KnownRuns());
    return this.#known;
  }

  #watchAnew(): void {
    for (const watcher of this.#watchers ?? []) {
      watcher.dispose();
    }
    this.#watchers &&= this.#watch();
    this.poke();
  }

  #watch(): vscode.Disposable[] {
    return this.directories.map((directory) => {
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(
          vscode.Uri.file(directory),
          '{*,*/run.json,*/events.jsonl,*/lock.json}',
        ),
      );
      const poke = (): void => {
        this.poke();
      };
      watcher.onDidCreate(poke);
      watcher.onDidDelete(poke);
      watcher.onDidChange((uri) => {
        // A lock that only shows that its writer lives is no news.
        if (!uri.path.endsWith('/lock.json')) {
          this.poke();
        }
      });
      return watcher;
    });
  }
}
