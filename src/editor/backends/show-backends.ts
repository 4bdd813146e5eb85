import * as vscode from 'vscode';
import { readInstallations, setUpBackend } from '../../compute/installed-backends.js';
import type { Rung } from '../../compute/probe-ladder.js';
import type { Parts } from '../parts.js';
import { backendSetting } from '../settings.js';
import { ladderLines, type LadderLine } from './ladder-words.js';
import { probeBackends } from './probe-backends.js';

interface Item extends vscode.QuickPickItem {
  readonly line: LadderLine;
}

/** A button above the list, and what it does. */
interface ListButton extends vscode.QuickInputButton {
  readonly press: () => Promise<unknown>;
}

/** Ways on from the list. */
function listButtons(extensionUri: vscode.Uri): ListButton[] {
  return [
    {
      iconPath: new vscode.ThemeIcon('cloud-download'),
      tooltip: vscode.l10n.t('Set Up a Compute Backend'),
      press: openSetUp,
    },
    {
      iconPath: new vscode.ThemeIcon('book'),
      tooltip: vscode.l10n.t('Open the Documentation of the Backends'),
      press: () => openDocumentation(extensionUri),
    },
    {
      iconPath: new vscode.ThemeIcon('settings-gear'),
      tooltip: vscode.l10n.t('Open Settings'),
      press: openSetting,
    },
  ];
}

/**
 * Tries the backends, and lists them with what each computes on or why it cannot be used. Choosing one that can be used
 * sets it; choosing another tells its reason in full.
 *
 * @returns the rungs
 * @throws as {@link probeBackends} does
 */
export async function showBackends(
  parts: Pick<Parts, 'log' | 'notifications' | 'extensionUri' | 'backends'>,
): Promise<Rung[]> {
  const { l10n, window } = vscode;
  const script = vscode.Uri.joinPath(parts.extensionUri, 'dist', 'cli.js').fsPath;
  const rungs = await window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Trying every compute backend'),
      cancellable: true,
    },
    (_, token) => probeBackends(script, parts.backends, token),
  );
  const lines = ladderLines(rungs, backendSetting(), readInstallations(parts.backends));
  for (const { name, description, detail } of lines) {
    parts.log.info(`Backend ${[name ?? 'auto', description, detail].filter(Boolean).join(': ')}`);
  }
  // Nobody waits for the person to choose.
  void offer(lines, parts.extensionUri).catch((thrown: unknown) => {
    parts.notifications.failure(thrown);
  });
  return rungs;
}

async function offer(lines: readonly LadderLine[], extensionUri: vscode.Uri): Promise<void> {
  const chosen = await pick(lines, extensionUri);
  if (chosen?.isAvailable === true) {
    await use(chosen.name ?? 'auto');
  } else if (chosen !== undefined) {
    await explain(chosen, extensionUri);
  }
}

function pick(
  lines: readonly LadderLine[],
  extensionUri: vscode.Uri,
): Promise<LadderLine | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  list.title = vscode.l10n.t('Compute Backends, Best First');
  list.placeholder = vscode.l10n.t('Choose the one that trainings are to use');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.ignoreFocusOut = true;
  const buttons = listButtons(extensionUri);
  list.buttons = buttons;
  list.items = lines.map((line) => ({ ...line, line }));
  return new Promise((resolve) => {
    const finish = (line: LadderLine | undefined): void => {
      resolve(line);
      list.dispose();
    };
    list.onDidAccept(() => {
      finish(list.selectedItems.at(0)?.line);
    });
    list.onDidHide(() => {
      finish(undefined);
    });
    list.onDidTriggerButton((pressed) => {
      void buttons.find((button) => button === pressed)?.press();
    });
    list.show();
  });
}

/** Sets the backend where it is set already, else for this machine: what computes is the machine's. */
async function use(backend: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('modalityLens');
  const isOfWorkspace = configuration.inspect('backend')?.workspaceValue !== undefined;
  await configuration.update(
    'backend',
    backend,
    isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
  void vscode.window.showInformationMessage(vscode.l10n.t('The next training uses {0}.', backend));
}

/** Tells in full why a backend cannot be used: a list has one line for it. */
async function explain({ name, detail }: LadderLine, extensionUri: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open Documentation');
  const copy = vscode.l10n.t('Copy');
  const setItUp = vscode.l10n.t('Set Up…');
  const title = vscode.l10n.t('{0} is not available', name ?? 'auto');
  const chosen = await vscode.window.showInformationMessage(
    title,
    { modal: true, detail },
    ...(setUpBackend.safeParse(name).success ? [setItUp] : []),
    open,
    copy,
  );
  if (chosen === setItUp) {
    await openSetUp();
  } else if (chosen === open) {
    await openDocumentation(extensionUri);
  } else if (chosen === copy) {
    await vscode.env.clipboard.writeText(`${title}: ${detail}`);
  }
}

async function openDocumentation(extensionUri: vscode.Uri): Promise<void> {
  const page = vscode.Uri.joinPath(extensionUri, 'docs', 'backends.md');
  await vscode.commands.executeCommand('markdown.showPreview', page);
}

async function openSetting(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', 'modalityLens.backend');
}

async function openSetUp(): Promise<void> {
  await vscode.commands.executeCommand('modalityLens.setUpBackend');
}
