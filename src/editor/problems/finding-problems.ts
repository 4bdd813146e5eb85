import path from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../../record/finding.js';
import type { ClearedResults } from '../lenses/cleared-results.js';
import { OlderVersions } from '../lenses/older-version.js';
import type { Log } from '../log.js';
import { presentText } from '../present-text.js';
import type { KnownRun } from '../runs/known-run.js';
import type { RunLibrary } from '../runs/run-library.js';
import { findingProblemsSetting } from '../settings.js';
import { Throttle } from '../throttle.js';
import { runTitle } from '../words/run-in-words.js';
import { judgedRun } from './judged-run.js';
import { shownFinding } from './shown-finding.js';
import { lineStretch } from './where-problem-stands.js';

/** Milliseconds from one look at the open model files to the next. */
const interval = 500;

/** A finding where it stands in a model file. */
export interface StandingFinding {
  readonly finding: Finding;
  readonly diagnostic: vscode.Diagnostic;
  readonly run: KnownRun;
}

interface Parts {
  readonly library: RunLibrary;
  readonly cleared: ClearedResults;
  readonly log: Log;
}

/** What the newest run of each open model file found, in the Problems view at its line. */
export class FindingProblems implements vscode.Disposable {
  readonly #library: RunLibrary;
  readonly #cleared: ClearedResults;
  readonly #log: Log;
  readonly #collection = vscode.languages.createDiagnosticCollection('modality-lens-findings');
  readonly #versions = new OlderVersions(presentText);
  readonly #throttle = new Throttle(interval, () => {
    this.#looked = this.#looked.then(() => this.#look());
  });
  /** One look at a time: the later one has the last word. */
  #looked = Promise.resolve();
  readonly #subscriptions: readonly { dispose(): unknown }[];
  /** The runs as last listed; null where there may be others. A thousand runs are not listed anew for each letter typed. */
  #runs: ReturnType<RunLibrary['runs']> | null = null;
  /** By the URI of the model file. */
  readonly #standing = new Map<string, readonly StandingFinding[]>();
  /** What was found in a run, by its directory, with how far the run was. */
  readonly #found = new Map<string, { progress: string; findings: readonly Finding[] }>();

  constructor({ library, cleared, log }: Parts) {
    this.#library = library;
    this.#cleared = cleared;
    this.#log = log;
    const look = (): void => {
      this.#throttle.ask();
    };
    const ofDocument = ({ uri }: vscode.TextDocument): void => {
      if (uri.scheme === 'file') {
        look();
      }
    };
    this.#subscriptions = [
      this.#collection,
      this.#throttle,
      library.onDidChange(() => {
        this.#runs = null;
        look();
      }),
      cleared.onDidChange(look),
      vscode.workspace.onDidOpenTextDocument(ofDocument),
      vscode.workspace.onDidCloseTextDocument(ofDocument),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        ofDocument(document);
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('modalityLens.findingsInProblems')) {
          look();
        }
      }),
    ];
    look();
  }

  /** The findings that stand in a model file. */
  in({ uri }: vscode.TextDocument): readonly StandingFinding[] {
    return this.#standing.get(uri.toString()) ?? [];
  }

  dispose(): void {
    for (const each of this.#subscriptions) {
      each.dispose();
    }
  }

  async #look(): Promise<void> {
    const documents = vscode.workspace.textDocuments.filter((each) => this.#mayHaveRuns(each));
    const open = new Set(documents.map(({ uri }) => uri.toString()));
    for (const key of this.#standing.keys()) {
      if (!open.has(key)) {
        this.#show(vscode.Uri.parse(key), []);
      }
    }
    try {
      for (const document of documents) {
        await this.#lookAt(document);
      }
    } catch (thrown) {
      // The list of runs says what is wrong with a run; nobody asked for this one.
      this.#runs = null;
      this.#log.info(`No findings for the Problems view: ${String(thrown)}`);
    }
  }

  #mayHaveRuns(document: vscode.TextDocument): boolean {
    const { uri } = document;
    return (
      uri.scheme === 'file' &&
      findingProblemsSetting(uri) &&
      document.getText().includes('defineMultimodal') &&
      !this.#library.directories.some((each) => uri.fsPath.startsWith(`${each}${path.sep}`))
    );
  }

  async #lookAt(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    this.#runs ??= this.#library.runs();
    const run = judgedRun(await this.#runs, uri.fsPath);
    const standing =
      run === null || this.#cleared.has(run) ? [] : await this.#standingIn(document, run);
    // What was typed meanwhile has asked for another look.
    if (!document.isClosed && document.version === version) {
      this.#show(uri, standing);
    }
  }

  #show(uri: vscode.Uri, standing: readonly StandingFinding[]): void {
    if (standing.length === 0) {
      this.#standing.delete(uri.toString());
      this.#collection.delete(uri);
    } else {
      this.#standing.set(uri.toString(), standing);
      this.#collection.set(
        uri,
        standing.map(({ diagnostic }) => diagnostic),
      );
    }
  }

  async #standingIn(document: vscode.TextDocument, run: KnownRun): Promise<StandingFinding[]> {
    const findings = await this.#findingsOf(run);
    const isOlder = await this.#versions.isOlder(run);
    const { locateEntry } = await import('../../model-file/locate.js');
    const text = document.getText();
    const names = run.description.modalities.map(({ name }) => name);
    return findings.flatMap((finding) => {
      const shown = shownFinding(finding, names, isOlder);
      const place = shown && locateEntry(text, shown.entry);
      if (shown === null || place === null) {
        return [];
      }
      const { line, start, end } = lineStretch(text, place - 1);
      const diagnostic = new vscode.Diagnostic(
        new vscode.Range(line, start, line, end),
        shown.message,
        shown.severity === 'warning'
          ? vscode.DiagnosticSeverity.Warning
          : vscode.DiagnosticSeverity.Information,
      );
      diagnostic.source = 'Modality Lens';
      diagnostic.code = finding.id;
      diagnostic.relatedInformation = [whence(run)];
      return [{ finding, diagnostic, run }];
    });
  }

  async #findingsOf({ directory, status, summary }: KnownRun): Promise<readonly Finding[]> {
    const progress = JSON.stringify([status, summary.lastUtilization?.step]);
    const before = this.#found.get(directory);
    if (before?.progress === progress) {
      return before.findings;
    }
    const [{ readRun }, { snapshotRun }] = await Promise.all([
      import('../../runs/read-run.js'),
      import('../../runs/snapshot-run.js'),
    ]);
    const { findings } = await snapshotRun(await readRun(directory));
    this.#found.set(directory, { progress, findings });
    return findings;
  }
}

function whence(run: KnownRun): vscode.DiagnosticRelatedInformation {
  const description = vscode.Uri.file(path.join(run.directory, 'run.json'));
  return new vscode.DiagnosticRelatedInformation(
    new vscode.Location(description, new vscode.Position(0, 0)),
    vscode.l10n.t('Found in the run “{0}”.', runTitle(run)),
  );
}
