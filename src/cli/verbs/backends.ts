import type { Command } from 'commander';
import { packageFolders } from '../../compute/installed-backends.js';
import type { Rung } from '../../compute/probe-ladder.js';
import { bundle } from '../../worker/bundle.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import type { Output } from '../output.js';
import { plainTable } from '../utilization-table.js';
import { perform, withJson } from '../verb.js';

/** `backends`: the ladder, each rung with its device or why it is not available. */
export function backendsVerb(program: Command): void {
  const command = program
    .command('backends')
    .description('try every backend, and say what it computes on or why it is not available');
  withJson(command).action(async (options: { readonly json?: boolean }) => {
    await perform(options.json, backends);
  });
}

async function backends(output: Output): Promise<ExitCode> {
  const { probeLadder } = await import('../../compute/probe-ladder.js');
  const rungs = await probeLadder({ script: bundle, searchPaths: packageFolders([process.cwd()]) });
  const table = plainTable(['backend', '', 'device, or why not']);
  for (const rung of rungs) {
    table.push([rung.name, rung.available ? 'available' : 'not available', explain(rung)]);
  }
  output.say(`${table.toString()}\n\nThe first that is available is taken, cpu never by itself.`);
  output.document({ backends: rungs });
  return exitCode.success;
}

function explain(rung: Rung): string {
  return rung.available ? rung.device.description : rung.reason;
}
