import path from 'node:path';
import * as vscode from 'vscode';
import type { ProblemDescription } from '../../record/problem.js';
import { presentText } from '../present-text.js';
import type { TrainingSessions } from '../sessions/training-sessions.js';
import { lineStretch, whereProblemStands } from './where-problem-stands.js';

/** A problem in the Problems view. */
interface Standing {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
  /** Sees the file be deleted, by whomever. */
  readonly watcher: vscode.FileSystemWatcher;
}

/** What keeps model files from being loaded or trained, in the Problems view at its file and line. */
export class ModelFileProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('modality-lens');
  /** By absolute path of the model file that could not be loaded: one file can stand in the way of many. */
  readonly #standing = new Map<string, Standing>();
  readonly #subscriptions: readonly { dispose(): unknown }[];
  /** The last failure of each model file: one that is overtaken by another is not shown. */
  readonly #latest = new Map<string, ProblemDescription>();

  constructor(sessions: TrainingSessions) {
    this.#subscriptions = [
      this.#collection,
      sessions.onDidFail(({ modelFile, problem }) => this.show(modelFile, problem)),
      sessions.onDidEnd(({ session, outcome }) =>
        outcome.problem === null || outcome.crashed
          ? undefined
          : this.show(session.modelFile, outcome.problem),
      ),
      sessions.onDidLoad((modelFile) => {
        this.#clear(modelFile);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) {
          this.#clearAt(document.uri);
        }
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#clearAt(uri);
      }),
    ];
  }

  /** Shows what is wrong with a model file, in place of what was shown of it before. */
  async show(modelFile: string, problem: ProblemDescription): Promise<void> {
    this.#clear(modelFile);
    const shown = whereProblemStands(modelFile, problem);
    if (shown === null) {
      return;
    }
    this.#latest.set(modelFile, problem);
    const text = await presentText(shown.file);
    if (this.#latest.get(modelFile) !== problem) {
      return;
    }
    const { line, start, end } = lineStretch(text ?? '', shown.line);
    const diagnostic = new vscode.Diagnostic(
      new vscode.Range(line, start, line, end),
      shown.message,
      vscode.DiagnosticSeverity.Error,
    );
    diagnostic.source = 'Modality Lens';
    diagnostic.code = problem.code;
    const uri = vscode.Uri.file(shown.file);
    this.#standing.set(modelFile, { uri, diagnostic, watcher: this.#watch(uri) });
    this.#publish(uri);
  }

  dispose(): void {
    for (const each of this.#subscriptions) {
      each.dispose();
    }
    for (const { watcher } of this.#standing.values()) {
      watcher.dispose();
    }
  }

  #watch(uri: vscode.Uri): vscode.FileSystemWatcher {
    const folder = vscode.Uri.file(path.dirname(uri.fsPath));
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, path.basename(uri.fsPath)),
      true,
      true,
      false,
    );
    watcher.onDidDelete(() => {
      this.#clearAt(uri);
    });
    return watcher;
  }

  #clear(modelFile: string): void {
    this.#latest.delete(modelFile);
    const standing = this.#standing.get(modelFile);
    if (standing !== undefined) {
      standing.watcher.dispose();
      this.#standing.delete(modelFile);
      this.#publish(standing.uri);
    }
  }

  #publish(uri: vscode.Uri): void {
    const there = [...this.#standing.values()].filter((each) => isSame(each.uri, uri));
    this.#collection.set(
      uri,
      there.map(({ diagnostic }) => diagnostic),
    );
  }

  #clearAt(uri: vscode.Uri): void {
    for (const [modelFile, standing] of this.#standing) {
      if (isSame(standing.uri, uri)) {
        this.#clear(modelFile);
      }
    }
  }
}

function isSame(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}
