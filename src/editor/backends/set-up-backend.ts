import * as vscode from 'vscode';
import {
  readInstallations,
  setUpBackend as setUpBackendName,
  setUpWay,
  type Installation,
} from '../../compute/installed-backends.js';
import { Problem } from '../../record/problem.js';
import { progressInWords } from '../../setup/progress-in-words.js';
import { foundTools, type SetUpRequest } from '../../setup/request.js';
import { setUpInChild } from '../../setup/set-up-in-child.js';
import type { Parts } from '../parts.js';
import { childSurroundings } from '../sessions/child-surroundings.js';
import { backendSetting, setUpSettings } from '../settings.js';
import { setUpChoices, type SetUpChoice } from './set-up-choices.js';

type Needed = Pick<Parts, 'log' | 'notifications' | 'extensionUri' | 'backends'>;

let isBusy = false;

/**
 * Lets the person choose a backend, and how it is set up or that it is taken away, and does that with its progress shown.
 *
 * @param given `{ backend, way }` where that is chosen already
 * @returns what was set up; undefined where something was taken away, or the person left
 * @throws Problem where it cannot be set up; CancellationError where it was given up
 */
export async function setUpBackend(
  parts: Needed,
  given?: unknown,
): Promise<Installation | undefined> {
  const chosen = chosenBefore(given) ?? (await choose(parts.backends));
  if (chosen === undefined) {
    return undefined;
  }
  const { backend, way } = chosen;
  if (isBusy) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('A backend is being set up already.'),
      remedy: vscode.l10n.t('Wait until that is done, or cancel it.'),
    });
  }
  isBusy = true;
  try {
    if (way === null) {
      await takeAway(parts, chosen);
      return undefined;
    }
    const tools = { ...foundTools, ...setUpSettings() };
    const installed = await withProgress(parts, { backend, way, tools });
    tellDone(parts, installed);
    return installed;
  } finally {
    isBusy = false;
  }
}

/** What a caller has chosen; undefined where it has not. */
function chosenBefore(given: unknown): Pick<SetUpChoice, 'backend' | 'way'> | undefined {
  if (typeof given !== 'object' || given === null || !('backend' in given)) {
    return undefined;
  }
  const backend = setUpBackendName.safeParse(given.backend);
  const way = setUpWay.nullable().safeParse('way' in given ? given.way : undefined);
  return backend.success && way.success ? { backend: backend.data, way: way.data } : undefined;
}

async function choose(root: string): Promise<SetUpChoice | undefined> {
  const { l10n } = vscode;
  const choices = setUpChoices(readInstallations(root), process);
  return vscode.window.showQuickPick(choices, {
    title: l10n.t('Set Up a Compute Backend'),
    placeHolder: l10n.t('It is tried by training on it, and kept only where that works'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
}

async function withProgress(parts: Needed, request: SetUpRequest): Promise<Installation> {
  const surroundings = await childSurroundings(parts.backends);
  const script = vscode.Uri.joinPath(parts.extensionUri, 'dist', 'cli.js').fsPath;
  const proxy = vscode.workspace.getConfiguration('http').get<string>('proxy', '');
  const environment = {
    ...surroundings.environment,
    // Node's own fetch asks the environment for the proxy only where it is told to.
    NODE_USE_ENV_PROXY: '1',
    ...(proxy === '' ? {} : { HTTPS_PROXY: proxy, HTTP_PROXY: proxy }),
  };
  const giveUp = new AbortController();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Setting up {0}', request.backend),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const cancelled = token.onCancellationRequested(() => {
      giveUp.abort();
    });
    try {
      return await setUpInChild(request, {
        ...{ script, node: surroundings.node, environment, signal: giveUp.signal },
        onProgress: (told) => {
          const message = progressInWords(told);
          progress.report({ message });
          if (told.stage === 'running') {
            parts.log.info(message);
          }
        },
      });
    } catch (thrown) {
      throw giveUp.signal.aborted ? new vscode.CancellationError() : thrown;
    } finally {
      cancelled.dispose();
    }
  });
}

function tellDone({ log, notifications }: Needed, { backend, device }: Installation): void {
  const chosen = backendSetting();
  log.info(`${backend} is set up: ${device}`);
  notifications.information(vscode.l10n.t('{0} is set up, and trains on {1}.', backend, device), [
    {
      title: vscode.l10n.t('Show Compute Backends'),
      take: () => vscode.commands.executeCommand('modalityLens.showBackends'),
    },
    ...(chosen === null || chosen === backend
      ? []
      : [
          {
            title: vscode.l10n.t('Train on {0}', backend),
            take: () =>
              vscode.workspace
                .getConfiguration('modalityLens')
                .update('backend', backend, vscode.ConfigurationTarget.Global),
          },
        ]),
  ]);
}

async function takeAway(
  { backends, notifications }: Needed,
  { backend }: { readonly backend: Installation['backend'] },
): Promise<void> {
  const { removeSetUp } = await import('../../setup/remove-set-up.js');
  await removeSetUp(backends, backend);
  notifications.information(vscode.l10n.t('{0} was removed.', backend));
}
