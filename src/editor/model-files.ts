import * as vscode from 'vscode';
import { isModelFileName } from '../record/model-file-name.js';

/** How model files are named. */
const pattern = '**/*.multimodal.{ts,mts,js,mjs}';

/** Where a run keeps copies, and packages keep theirs: these are nobody's to train. */
const excluded = '**/{node_modules,.modality-lens,dist,out}/**';

/** Model files of the workspace, at most `most`. */
export function findModelFiles(most: number): Thenable<vscode.Uri[]> {
  return vscode.workspace.findFiles(pattern, excluded, most);
}

/** Whether a file is named as a model file. */
export function isModelFile({ path }: vscode.Uri): boolean {
  return isModelFileName(path);
}
