import { Option, type Command } from 'commander';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ConfigurationAddition } from '../../model-file/scaffold/change-configuration.js';
import { scaffold, type Scaffold } from '../../model-file/scaffold/scaffold.js';
import { bundle } from '../../worker/bundle.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import { Interruption } from '../interruption.js';
import type { Output } from '../output.js';
import { perform, withJson } from '../verb.js';

interface NewOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `new`: a model file that trains as it stands, and what an editor needs to know its names. */
export function newVerb(program: Command): void {
  const command = program
    .command('new')
    .argument('<name>', 'name of the model, with folders before it if you like')
    .description('write a model file that trains as it stands, and the types of every name in it')
    .addOption(new Option('--force', 'extend a tsconfig.json that is there without asking'))
    .addHelpText('after', '\nA model file that is there already is never overwritten.');
  withJson(command).action(async (name: string, options: NewOptions) => {
    await perform(options.json, (output) => create(name, options, output));
  });
}

async function create(name: string, { force }: NewOptions, output: Output): Promise<ExitCode> {
  const done = await scaffold({
    name,
    directory: process.cwd(),
    installation: path.dirname(path.dirname(bundle)),
    mayChange: async (file, addition) =>
      force === true || (isInteractive(output) && (await agrees(file, addition))),
  });
  report(done, output);
  output.document(done);
  return exitCode.success;
}

function report({ modelFile, written, left }: Scaffold, output: Output): void {
  output.say(`Wrote ${written.map(fromHere).join('\n      ')}`);
  if (left !== null) {
    output.say(`\nLeft ${fromHere(left.file)} as it is. ${purpose}:\n\n${inJson(left.addition)}`);
  }
  output.say(`\nTrain it:\n\n  node ${quoted(bundle)} train ${quoted(fromHere(modelFile))}`);
}

const purpose = 'For your editor to know the names in the model file, it needs';

function inJson(addition: ConfigurationAddition): string {
  return JSON.stringify(addition, undefined, 2);
}

/** Asks in the terminal. Throws an Interruption where the person leaves in place of answering. */
async function agrees(file: string, addition: ConfigurationAddition): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new Promise<never>((_, reject) => {
    terminal.once('close', () => {
      reject(new Interruption('Left without an answer.'));
    });
  });
  const question = `${purpose}:\n\n${inJson(addition)}\n\nAdd this to ${fromHere(file)}? [y/N] `;
  try {
    const answer = await Promise.race([terminal.question(question), left]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** Whether a person can be asked: input and standard error are a terminal, and no program reads the output. */
function isInteractive({ json }: Output): boolean {
  return !json && process.stdin.isTTY && process.stderr.isTTY;
}

function fromHere(file: string): string {
  return path.relative(process.cwd(), file);
}

function quoted(word: string): string {
  return word.includes(' ') ? `"${word}"` : word;
}
