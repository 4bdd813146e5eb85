import { Option, type Command } from 'commander';
import { describeProblem, formatProblem } from '../record/problem.js';
import { exitCode, type ExitCode } from './exit-code.js';
import { Interruption } from './interruption.js';
import { createOutput, type Output } from './output.js';

/** Adds `--json`, which every verb for people has. */
export function withJson(command: Command): Command {
  return command.addOption(
    new Option('--json', 'write one JSON document to standard output, words to standard error'),
  );
}

/**
 * Runs a verb's work to an exit code. A problem is one line for a person (and the document where a program reads): exit
 * code 2 where the command was used wrongly, else 1.
 */
export async function perform(
  json: boolean | undefined,
  work: (output: Output) => Promise<ExitCode>,
): Promise<void> {
  const output = createOutput(json === true);
  try {
    process.exitCode = await work(output);
  } catch (thrown) {
    if (thrown instanceof Interruption) {
      process.exitCode = exitCode.stopped;
      return;
    }
    const problem = describeProblem(thrown);
    process.stderr.write(`${formatProblem(problem)}\n`);
    output.document({ problem });
    process.exitCode = problem.code === 'usage' ? exitCode.wrongUse : exitCode.failed;
  }
}
