import * as vscode from 'vscode';
import { isMissingTypes } from './missing-types.js';

const files: vscode.DocumentSelector = ['typescript', 'javascript'].map((language) => ({
  scheme: 'file',
  language,
}));

/** The quick fix where a model file's imports are underlined because nothing is installed: writes their types. */
export class MissingTypesActions implements vscode.CodeActionProvider {
  register(): vscode.Disposable {
    return vscode.languages.registerCodeActionsProvider(files, this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    });
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const missing = diagnostics.filter((each) =>
      isMissingTypes(each, document.getText(each.range)),
    );
    if (missing.length === 0) {
      return [];
    }
    const title = vscode.l10n.t('Write types for model files (nothing is installed)');
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = missing;
    action.isPreferred = true;
    action.command = {
      title,
      command: 'modalityLens.writeModelTypes',
      arguments: [document.uri],
    };
    return [action];
  }
}
