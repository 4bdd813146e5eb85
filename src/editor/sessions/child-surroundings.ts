import * as vscode from 'vscode';
import { languageEnvironment } from '../../compute/child-language.js';
import { backendsVariable } from '../../compute/installed-backends.js';
import { threadsVariable } from '../../compute/thread-count.js';
import { gpuSettings, nodeSetting, threadsSetting } from '../settings.js';
import { gpuEnvironment } from './gpu-environment.js';
import { nodeBinary, type NodeBinary } from './node-binary.js';

/**
 * What the command line runs in where the extension starts it for a person, in English: the Node binary, where the
 * backends lie that are set up, and what the settings say of GPUs and threads.
 *
 * @param backends path of the folder of the backends that are set up
 * @throws Problem where the Node binary of the settings cannot be used
 */
export async function commandLineSurroundings(backends: string): Promise<NodeBinary> {
  const { node, environment } = await nodeBinary(nodeSetting());
  const threads = threadsSetting();
  return {
    node,
    environment: {
      ...environment,
      ...gpuEnvironment(gpuSettings()),
      ...(threads === null ? {} : { [threadsVariable]: String(threads) }),
      [backendsVariable]: backends,
    },
  };
}

/**
 * What every child of the extension runs in, whose words the window shows: as {@link commandLineSurroundings}, in the
 * window's language.
 *
 * @throws Problem where the Node binary of the settings cannot be used
 */
export async function childSurroundings(backends: string): Promise<NodeBinary> {
  const { node, environment } = await commandLineSurroundings(backends);
  return { node, environment: { ...environment, ...windowsLanguage() } };
}

/** The variables by which a child speaks as the window does. */
function windowsLanguage(): Record<string, string> {
  const { uri } = vscode.l10n;
  return languageEnvironment(
    uri?.scheme === 'file' ? { tag: vscode.env.language, bundle: uri.fsPath } : null,
  );
}
