import { access } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Problem } from '../record/problem.js';
import { guideStepDone } from './guide-progress.js';
import { mayChangeConfiguration, sayConfigurationLeft } from './configuration-consent.js';
import { restartTypeScript } from './restart-type-script.js';

/**
 * Writes a model file that trains as it stands, and what the editor needs to know the names in it, and opens it. Nothing
 * is run, so that this works in a folder that is not trusted, too.
 *
 * @returns the model file; undefined where the person left
 * @throws Problem where no folder is open, or a file cannot be written
 */
export async function newModelFile(extensionUri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = await pickFolder();
  if (folder === undefined) {
    return undefined;
  }
  const name = await askForName(folder.uri.fsPath);
  if (name === undefined) {
    return undefined;
  }
  const { scaffold } = await import('../model-file/scaffold/scaffold.js');
  const { modelFile, left } = await scaffold({
    name,
    directory: folder.uri.fsPath,
    installation: extensionUri.fsPath,
    mayChange: mayChangeConfiguration,
  });
  await restartTypeScript();
  const uri = vscode.Uri.file(modelFile);
  await open(uri);
  guideStepDone('modelWritten');
  if (left !== null) {
    sayConfigurationLeft(left.file);
  }
  return uri;
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('There is no folder that the model file could lie in.'),
      remedy: vscode.l10n.t('Open a folder first.'),
    });
  }
  return folders.length === 1
    ? folders[0]
    : vscode.window.showWorkspaceFolderPick({
        placeHolder: vscode.l10n.t('Which folder is the model file to lie in?'),
      });
}

async function askForName(directory: string): Promise<string | undefined> {
  const { newModelFile } = await import('../model-file/scaffold/new-model-file.js');
  return vscode.window.showInputBox({
    title: vscode.l10n.t('New Model File'),
    prompt: vscode.l10n.t('Name of the model, with folders before it if you like'),
    placeHolder: 'my-model',
    ignoreFocusOut: true,
    validateInput: async (given) => {
      if (given === '') {
        return undefined;
      }
      try {
        const { file } = newModelFile(given, directory);
        return (await exists(file))
          ? vscode.l10n.t('There is {0} already.', vscode.workspace.asRelativePath(file))
          : {
              message: vscode.l10n.t('Writes {0}', path.relative(directory, file)),
              severity: vscode.InputBoxValidationSeverity.Info,
            };
      } catch (thrown) {
        if (thrown instanceof Problem) {
          return `${thrown.description.what} ${thrown.description.remedy}`;
        }
        throw thrown;
      }
    },
  });
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/** Opens the model file, the cursor on the definition. */
async function open(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { findDefinition } = await import('../model-file/find-definition.js');
  const found = findDefinition(document.getText());
  const start = document.positionAt(typeof found === 'string' ? 0 : found.call.start);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(start, start),
    preview: false,
  });
}
