import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';
import { pageRequest, type PageNotice, type PageRequest } from '../../record/page-message.js';
import { packColumns } from '../../record/packed-columns.js';
import { describeProblem, Problem, type ProblemDescription } from '../../record/problem.js';
import type { Snapshot } from '../../record/snapshot.js';
import { KeptInspections } from '../../runs/inspections/kept-inspections.js';
import type { Parts } from '../parts.js';
import type { FollowedRun } from '../runs/followed-runs.js';
import { balancingSettings } from '../settings.js';
import { trustEntry } from '../trust.js';
import { liveStatus, shownCheckpoints, type ShownCheckpoints } from './live-status.js';
import { performRequest } from './page-requests.js';

/** What a page shows: runs by the absolute paths of their directories, or why there is none. */
export type PageContent =
  | { readonly kind: 'runs'; readonly directories: readonly string[] }
  | {
      readonly kind: 'nothing';
      readonly why: Extract<PageNotice, { type: 'nothing' }>['why'];
      readonly problem: ProblemDescription | null;
    };

/** What a page host is made of. */
export interface PageHostOptions {
  readonly webview: vscode.Webview;
  readonly parts: Parts;
  /** Whether the page is told the folder of its runs, so that it finds them again after a reload. */
  readonly isRestored: boolean;
  /** Told whenever the page has been shown everything. */
  readonly onShown?: () => void;
}

/** The id of whatever a page asks, so that what cannot be understood is answered too. */
const requestId = z.looseObject({ id: z.int() }).transform(({ id }) => id);

/**
 * The host's side of one page: shows it runs while it is visible, and does what it asks.
 *
 * A page is made anew whenever it becomes visible and then says that it is ready; until then it is sent nothing. Its runs
 * are read meanwhile.
 */
export class PageHost implements vscode.Disposable {
  readonly #options: PageHostOptions;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  #content: PageContent = { kind: 'nothing', why: 'no-run', problem: null };
  #runs: FollowedRun[] = [];
  /** What is kept of inspections of the runs that it shows. */
  readonly inspections = new KeptInspections();
  readonly #checkpoints = new Map<string, ShownCheckpoints>();
  /** Why runs that are to be shown cannot be read, by the absolute paths of their directories. */
  readonly #failed = new Map<string, ProblemDescription>();
  /** Whether the page is there, or on its way. */
  #isWanted = false;
  #isReady = false;
  #isShown = false;

  constructor(options: PageHostOptions) {
    this.#options = options;
    const { webview, parts } = options;
    this.#subscriptions = [
      webview.onDidReceiveMessage((received: unknown) => this.#receive(received)),
      parts.sessions.onDidChange(({ directory }) => {
        const changed = this.#runs.filter((run) => run.directory === directory);
        for (const run of changed) {
          run.poke();
        }
        this.#tellLive(changed);
      }),
      parts.library.onDidChange(() => this.#lookAtCheckpoints()),
    ];
  }

  /** What it shows. */
  get content(): PageContent {
    return this.#content;
  }

  /** Whether the page is there and shows its runs. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** Shows something else; at once where the page is visible. */
  show(content: PageContent): void {
    this.#content = content;
    this.#isWanted = true;
    this.#follow();
  }

  /** The page is no longer there: sends nothing, and follows no run, until it says that it is. */
  hide(): void {
    this.#isWanted = false;
    this.#isReady = false;
    this.#follow();
  }

  /** Tells the page something; nothing while it is not there. */
  tell(notice: PageNotice): void {
    if (this.#isReady) {
      // Curves are long, growths are not.
      const isLong = notice.type === 'show';
      void this.#options.webview.postMessage(isLong ? packColumns(notice) : notice);
    }
  }

  /** The absolute path of a run that is shown, by the name of its directory. Throws a Problem for another. */
  directoryOf(name: string): string {
    const run = this.#runs.find(({ directory }) => path.basename(directory) === name);
    if (run === undefined) {
      throw new Problem({
        code: 'usage',
        entry: name,
        what: vscode.l10n.t('This run is no longer shown.'),
        remedy: vscode.l10n.t('Open it from the view “Runs”.'),
      });
    }
    return run.directory;
  }

  dispose(): void {
    this.#isReady = false;
    for (const each of [...this.#subscriptions, ...this.#runs]) {
      each.dispose();
    }
  }

  async #receive(received: unknown): Promise<void> {
    const asked = pageRequest.safeParse(received);
    if (asked.success) {
      await this.#answer(asked.data);
      return;
    }
    const id = requestId.safeParse(received);
    this.#options.parts.log.info(`A page asked for something unknown: ${asked.error.message}`);
    if (id.success) {
      const problem = describeProblem(asked.error);
      this.tell({ type: 'answer', id: id.data, problem });
    }
  }

  async #answer(asked: PageRequest): Promise<void> {
    const { id } = asked;
    try {
      if (asked.type === 'ready') {
        this.#begin();
      } else {
        const result = await performRequest(asked, this, this.#options.parts);
        this.tell({ type: 'answer', id, problem: null, ...(result === null ? {} : { result }) });
        return;
      }
      this.tell({ type: 'answer', id, problem: null });
    } catch (thrown) {
      const problem = thrown instanceof vscode.CancellationError ? null : describeProblem(thrown);
      if (problem?.entry === trustEntry) {
        // The page can say it, but not open what grants trust.
        this.#options.parts.notifications.problem(problem);
      } else if (problem !== null) {
        this.#options.parts.log.problem(problem);
      }
      this.tell({ type: 'answer', id, problem });
    }
  }

  /** The page is there and waits to be shown something: what was read while it was on its way, if that is all. */
  #begin(): void {
    this.#isReady = true;
    if (this.#isWanted && this.#runs.length > 0 && this.#failed.size === 0) {
      void this.#showWhole();
    } else {
      this.#isWanted = true;
      this.#follow();
    }
  }

  /** Follows the runs that are to be shown, while the page is there; they are shown as soon as they are read. */
  #follow(): void {
    this.#isShown = false;
    for (const run of this.#runs) {
      run.dispose();
    }
    this.#checkpoints.clear();
    this.#failed.clear();
    const directories =
      this.#isWanted && this.#content.kind === 'runs' ? this.#content.directories : [];
    this.#runs = directories.map((directory) => {
      const run: FollowedRun = this.#options.parts.followed.follow(directory, {
        grown: (growth) => {
          if (this.#isShown) {
            this.tell({ type: 'grow', growth });
          }
        },
        renewed: () => void this.#showWhole(),
        failed: (problem) => {
          this.#fail(run, problem);
        },
      });
      return run;
    });
    if (this.#content.kind === 'nothing') {
      const { why, problem } = this.#content;
      this.tell({ type: 'nothing', why, problem });
    }
  }

  async #showWhole(): Promise<void> {
    this.#isShown = false;
    const runs = this.#runs;
    await this.#readCheckpoints();
    const snapshots = this.#readable.flatMap((run) => run.snapshot() ?? []);
    const isOutdated = runs !== this.#runs || this.#isShown || !this.#isReady;
    if (isOutdated || snapshots.length < this.#readable.length) {
      return;
    }
    const snapshot: Snapshot = {
      schemaVersion: 1,
      taken: Date.now(),
      version: __VERSION__,
      runs: snapshots,
    };
    this.tell({ type: 'show', snapshot, ...this.#beside() });
    this.#isShown = true;
    this.#options.onShown?.();
  }

  #beside(): Omit<Extract<PageNotice, { type: 'show' }>, 'type' | 'snapshot'> {
    const runs = this.#readable;
    const scope = vscode.Uri.file(runs[0]?.directory ?? '/');
    return {
      live: runs.map((run) => this.#live(run)),
      unreadable: Array.from(this.#failed, ([directory, problem]) => ({
        directory: path.basename(directory),
        problem,
      })),
      places: this.#options.isRestored ? this.#runs.map(({ directory }) => directory) : null,
      preferred: balancingSettings(scope),
    };
  }

  /** The runs that can be read, as far as is known. */
  get #readable(): readonly FollowedRun[] {
    return this.#runs.filter(({ directory }) => !this.#failed.has(directory));
  }

  #live({ directory }: FollowedRun) {
    const session = this.#options.parts.sessions.sessionOf(directory);
    return liveStatus(directory, session, this.#checkpoints.get(directory) ?? []);
  }

  #tellLive(runs: readonly FollowedRun[]): void {
    if (!this.#isShown) {
      return;
    }
    for (const run of runs) {
      this.tell({ type: 'live', live: this.#live(run) });
    }
  }

  /** Reads which checkpoints the runs have; those that cannot be read are said in the log. */
  async #readCheckpoints(): Promise<void> {
    for (const { directory } of this.#readable) {
      try {
        this.#checkpoints.set(directory, await shownCheckpoints(directory));
      } catch (thrown) {
        this.#options.parts.log.problem(describeProblem(thrown));
      }
    }
  }

  async #lookAtCheckpoints(): Promise<void> {
    await this.#readCheckpoints();
    this.#tellLive(this.#runs);
  }

  /** A run cannot be read (any more): the page says so, and why, and goes on to show the others. */
  #fail(run: FollowedRun, problem: ProblemDescription): void {
    if (!this.#runs.includes(run)) {
      return;
    }
    this.#failed.set(run.directory, problem);
    if (this.#readable.length > 0) {
      void this.#showWhole();
      return;
    }
    this.#isShown = false;
    this.tell(
      existsSync(run.directory)
        ? { type: 'nothing', why: 'unreadable', problem }
        : { type: 'nothing', why: 'deleted', problem: null },
    );
  }
}
