import * as vscode from 'vscode';
import type { TextChange } from '../../model-file/edits/text-change.js';
import { balancingSettings } from '../settings.js';
import { workspaceEdit } from '../workspace-edit.js';
import { fixesOf, type FindingFix } from './finding-fixes.js';
import type { FindingProblems, StandingFinding } from './finding-problems.js';

const files: vscode.DocumentSelector = [
  { scheme: 'file', language: 'typescript' },
  { scheme: 'file', language: 'javascript' },
];

/** What can be done, at a click, about findings that stand in a model file: changes of the file, and its run. */
export class FindingActions implements vscode.CodeActionProvider {
  readonly #problems: FindingProblems;

  constructor(problems: FindingProblems) {
    this.#problems = problems;
  }

  register(): vscode.Disposable {
    return vscode.languages.registerCodeActionsProvider(files, this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    });
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): Promise<vscode.CodeAction[]> {
    const standing = this.#problems
      .in(document)
      .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined);
    if (standing.length === 0) {
      return [];
    }
    const { balancingIn, setAlpha, switchToGuided } =
      await import('../../model-file/edits/change-balancing.js');
    const text = document.getText();
    const balancing = balancingIn(text);
    const settings = balancingSettings(document.uri);
    const changesFor = (fix: FindingFix): TextChange[] | null => {
      switch (fix.kind) {
        case 'guided':
          return switchToGuided(text, fix);
        case 'alpha':
          return setAlpha(text, fix.alpha);
        case 'ask-alpha':
        case 'continue':
          return [];
      }
    };
    return standing.flatMap((each) => [
      ...fixesOf(each.finding, balancing, settings).flatMap((fix) => {
        const changes = changesFor(fix);
        return changes === null ? [] : [fixAction(fix, changes, each, document)];
      }),
      openRun(each),
    ]);
  }
}

function fixAction(
  fix: FindingFix,
  changes: readonly TextChange[],
  { diagnostic, run }: StandingFinding,
  document: vscode.TextDocument,
): vscode.CodeAction {
  const title = titleOf(fix);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = fix.kind === 'guided' || fix.kind === 'alpha';
  if (fix.kind === 'ask-alpha') {
    action.command = { title, command: 'modalityLens.setAlpha', arguments: [document.uri] };
  } else if (fix.kind === 'continue') {
    action.command = { title, command: 'modalityLens.continueRun', arguments: [run.directory] };
  } else {
    action.edit = workspaceEdit(document, changes);
  }
  return action;
}

function titleOf(fix: FindingFix): string {
  switch (fix.kind) {
    case 'guided':
      return vscode.l10n.t(
        'Switch to guided re-balancing (α = {0}, Q = {1})',
        fix.alpha,
        fix.window,
      );
    case 'alpha':
      return vscode.l10n.t('Set α to {0}', fix.alpha);
    case 'ask-alpha':
      return vscode.l10n.t('Set α…');
    case 'continue':
      return vscode.l10n.t('Continue the run');
  }
}

function openRun({ diagnostic, run }: StandingFinding): vscode.CodeAction {
  const title = vscode.l10n.t('Open the run that this was found in');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.command = { title, command: 'modalityLens.openRun', arguments: [run.directory] };
  return action;
}
