import { Option, type Command } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inWords } from '../../metrics/findings/words.js';
import type { Finding } from '../../record/finding.js';
import type { Snapshot } from '../../record/snapshot.js';
import { onDisk } from '../../runs/disk-problem.js';
import { readRun } from '../../runs/read-run.js';
import { snapshotRun } from '../../runs/snapshot-run.js';
import { bundle } from '../../worker/bundle.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import type { Output } from '../output.js';
import { reportDocument, type PageAssets } from '../report-document.js';
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
  const snapshot: Snapshot = {
    schemaVersion: 1,
    taken: Date.now(),
    version: __VERSION__,
    runs: [],
  };
  for (const run of given) {
    snapshot.runs.push(await snapshotRun(await readRun(runPath(run))));
  }
  const file = path.resolve(out);
  const text = reportDocument(snapshot, await pageAssets());
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

async function pageAssets(): Promise<PageAssets> {
  const folder = path.join(path.dirname(bundle), 'webview');
  const [script, style] = await Promise.all(
    ['report.js', 'page.css'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  return { script, style };
}
