import { Option, type Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inWords } from '../../metrics/findings/words.js';
import type { Finding } from '../../record/finding.js';
import { onDisk } from '../../runs/disk-problem.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import type { Output } from '../output.js';
import { reportOf } from '../report-of.js';
import { runPath } from '../run-path.js';
import { perform, withJson } from '../verb.js';

interface ReportOptions {
  readonly out: string;
  readonly json?: boolean;
}

/** `report`: what one or more runs show, as one HTML file that needs nothing else. */
export function reportVerb(program: Command): void {
  const command = program
    .command('report')
    .argument('<run...>', 'run directories, or their names below .modality-lens/runs')
    .description('write what runs show as one HTML file; several runs stand side by side')
    .addOption(new Option('--out <file>', 'the HTML file to write').default('report.html'));
  withJson(command).action(async (runs: string[], options: ReportOptions) => {
    await perform(options.json, (output) => report(runs, options, output));
  });
}

async function report(
  given: readonly string[],
  { out }: ReportOptions,
  output: Output,
): Promise<ExitCode> {
  const { snapshot, text } = await reportOf(given.map(runPath));
  const file = path.resolve(out);
  await onDisk(file, 'write the report', () => writeFile(file, text));
  for (const { directory, findings } of snapshot.runs) {
    output.say(`${directory}\n${findings.map(line).join('\n')}\n`);
  }
  output.say(`${file} (${inWords(Math.ceil(Buffer.byteLength(text) / 1024), 'count')} KiB)`);
  output.document({
    report: file,
    runs: snapshot.runs.map(({ directory, state, findings }) => ({ directory, state, findings })),
  });
  return exitCode.success;
}

function line({ severity, sentences }: Finding): string {
  return `  ${severity === 'warning' ? 'warning' : 'note   '}  ${sentences.join(' ')}`;
}
