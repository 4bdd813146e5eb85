import * as l10n from '@vscode/l10n';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Problem } from '../../record/problem.js';

/** What a child needs to run in: a Node binary, and the variables that make it one. */
export interface NodeBinary {
  readonly node: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The oldest Node that training processes run in. */
const oldest = 20;

/** How long a binary may take to say its version, milliseconds. */
const patience = 10_000;

/**
 * The Node binary for training processes.
 *
 * @param chosen path or name that the person has chosen; null: the one that this process runs in, which on the desktop
 *   is Electron and needs a variable to be Node
 * @throws Problem where there is no such binary, or it is too old
 */
export async function nodeBinary(chosen: string | null): Promise<NodeBinary> {
  if (chosen === null) {
    checkVersion(process.execPath, process.version);
    return {
      node: process.execPath,
      environment: process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' },
    };
  }
  checkVersion(chosen, await versionOf(chosen));
  return { node: chosen, environment: {} };
}

async function versionOf(node: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(node, ['--version'], { timeout: patience });
    return stdout.split('\n', 1)[0].trim();
  } catch (error) {
    throw new Problem(
      {
        code: 'usage',
        file: node,
        entry: 'modalityLens.node',
        what: l10n.t('This is no Node.js binary that can be started.'),
        remedy: l10n.t(
          'Correct the setting, or leave it empty to train in the Node.js of VS Code.',
        ),
      },
      { cause: error },
    );
  }
}

function checkVersion(node: string, version: string): void {
  const [, major] = /^v(\d+)\./.exec(version) ?? [];
  if (major === undefined || Number(major) < oldest) {
    throw new Problem({
      code: 'usage',
      file: node,
      entry: 'modalityLens.node',
      what: l10n.t(
        'Training needs Node.js {0} or newer; this binary says that it is "{1}".',
        oldest,
        version.slice(0, 80),
      ),
      remedy: l10n.t('Set modalityLens.node to the path of a newer one.'),
    });
  }
}
