import path from 'node:path';
import * as vscode from 'vscode';

/** Something with the absolute path of a run directory: what the views give to commands. */
export interface OfRun {
  readonly directory: string;
}

/**
 * The run directory that a command was given: its absolute path, something that has one, or the URI of its `run.json`.
 * Undefined where it was given none, from the palette.
 */
export function directoryGiven(argument: unknown): string | undefined {
  if (argument instanceof vscode.Uri) {
    return argument.scheme === 'file' ? path.dirname(argument.fsPath) : undefined;
  }
  const given =
    typeof argument === 'object' && argument !== null && 'directory' in argument
      ? argument.directory
      : argument;
  return typeof given === 'string' && path.isAbsolute(given) ? given : undefined;
}

/** The file that a command was given: a URI, or an absolute path. Undefined where it was given none. */
export function fileGiven(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) {
    return argument;
  }
  return typeof argument === 'string' && path.isAbsolute(argument)
    ? vscode.Uri.file(argument)
    : undefined;
}
