import { Argument, Option, type Command } from 'commander';
import {
  backendsFolder,
  readInstallation,
  setUpBackend,
  setUpWay,
  type Installation,
  type SetUpBackend,
  type SetUpWay,
} from '../../compute/installed-backends.js';
import { megabytes } from '../../setup/progress-in-words.js';
import { bundle } from '../../worker/bundle.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import { Interruption } from '../interruption.js';
import type { Output } from '../output.js';
import { SetUpLines } from '../set-up-lines.js';
import { plainTable } from '../utilization-table.js';
import { perform, withJson } from '../verb.js';

interface SetUpOptions {
  readonly way?: SetUpWay;
  readonly remove?: boolean;
  readonly json?: boolean;
  readonly registry?: string;
  readonly npm?: string;
  readonly python?: string;
  readonly compiler?: string;
}

/** `set-up`: fetches or builds a backend that is no part of Modality Lens, tries it, or takes it away. */
export function setUpVerb(program: Command): void {
  const command = program
    .command('set-up')
    .description('fetch or build a GPU backend, and try it; without a name, list what is set up')
    .addArgument(new Argument('[backend]', 'the backend').choices(setUpBackend.options))
    .addOption(
      new Option('--way <way>', 'packed (webgpu); built or published (TensorFlow)').choices(
        setUpWay.options,
      ),
    )
    .option('--remove', 'take away what was set up')
    .option('--registry <address>', 'npm registry; default: as npm is configured for you')
    .option('--npm <program>', 'the npm for the published way')
    .option('--python <program>', 'a Python with pip, for the built way')
    .option('--compiler <program>', 'a C++ compiler, for the built way');
  withJson(command).action(async (name: SetUpBackend | undefined, options: SetUpOptions) => {
    await perform(options.json, (output) => {
      if (name === undefined) {
        return Promise.resolve(list(output));
      }
      return options.remove === true ? remove(name, output) : install(name, options, output);
    });
  });
}

async function install(
  backend: SetUpBackend,
  options: SetUpOptions,
  output: Output,
): Promise<ExitCode> {
  const [{ setUp, waysOf }, { foundTools }] = await Promise.all([
    import('../../setup/set-up.js'),
    import('../../setup/request.js'),
  ]);
  const giveUp = new AbortController();
  const interrupt = (): void => {
    giveUp.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const { registry = null, npm = null, python = null, compiler = null } = options;
  const lines = new SetUpLines();
  try {
    const installed = await setUp(
      {
        ...{ backend, way: options.way ?? waysOf[backend][0] },
        tools: { ...foundTools, registry, npm, python, compiler },
      },
      {
        ...{ root: backendsFolder(), trial: { script: bundle }, signal: giveUp.signal },
        report: lines.report,
      },
    );
    lines.end();
    output.say(`${backend} is set up and trains on ${installed.device}.`);
    output.say(`It takes ${megabytes(installed.size)} MB in ${backendsFolder()}.`);
    output.document({ installation: installed });
    return exitCode.success;
  } catch (thrown) {
    throw giveUp.signal.aborted ? new Interruption('Given up.', { cause: thrown }) : thrown;
  } finally {
    lines.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

async function remove(backend: SetUpBackend, output: Output): Promise<ExitCode> {
  const { removeSetUp } = await import('../../setup/remove-set-up.js');
  const removed = await removeSetUp(backendsFolder(), backend);
  output.say(removed ? `${backend} was taken away.` : `${backend} was not set up.`);
  output.document({ removed });
  return exitCode.success;
}

function list(output: Output): ExitCode {
  const root = backendsFolder();
  const table = plainTable(['backend', 'ways', 'what is set up']);
  const installations: Installation[] = [];
  for (const backend of setUpBackend.options) {
    const installed = readInstallation(root, backend);
    installations.push(...(installed === null ? [] : [installed]));
    table.push([backend, ways[backend], installed === null ? 'nothing' : describe(installed)]);
  }
  output.say(`${table.toString()}\n\nIt lies in ${root}; \`set-up <backend>\` sets one up.`);
  output.document({ folder: root, installations });
  return exitCode.success;
}

const ways: Readonly<Record<SetUpBackend, string>> = {
  webgpu: 'packed: one download',
  'tensorflow-gpu': 'built (needs Python and a C++ compiler), published (needs npm)',
  tensorflow: 'built (needs Python and a C++ compiler), published (needs npm)',
};

function describe({ way, contents, device, size }: Installation): string {
  return `${contents.join(', ')} (${way}), ${megabytes(size)} MB, on ${device}`;
}
