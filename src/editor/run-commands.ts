import * as vscode from 'vscode';
import { deleteRun } from './actions/delete-run.js';
import { exportChart } from './actions/export-chart.js';
import { exportReport } from './actions/export-report.js';
import { openModelFile } from './actions/open-model-file.js';
import { revealRun } from './actions/reveal-run.js';
import { directoryGiven } from './command-argument.js';
import type { Handler } from './commands.js';
import type { Parts } from './parts.js';
import { pickRun } from './pick.js';

/** The commands on runs that are there already. */
export function runCommands(parts: Parts) {
  const { library, panels } = parts;
  /** A command on the run that it is given, else on one that the person chooses. */
  const onRun =
    (perform: (directory: string, further: unknown) => Promise<unknown>): Handler =>
    async (given, further) => {
      const directory = directoryGiven(given) ?? (await pickRun(parts));
      if (directory !== undefined) {
        await perform(directory, further);
      }
    };
  return {
    'modalityLens.openRun': onRun((directory) => panels.open(directory)),
    'modalityLens.compareRuns': async (given, selected) =>
      (await import('./actions/compare-runs.js')).compareRuns(parts, given, selected),
    'modalityLens.revealRun': onRun(revealRun),
    'modalityLens.openModelFile': onRun((directory) => openModelFile(parts, directory)),
    'modalityLens.exportReport': onRun((directory, target) =>
      exportReport(parts, directory, target instanceof vscode.Uri ? target : undefined),
    ),
    'modalityLens.exportChartPicture': () => {
      exportChart(parts, 'png');
    },
    'modalityLens.exportChartNumbers': () => {
      exportChart(parts, 'csv');
    },
    'modalityLens.deleteRun': onRun((directory) => deleteRun(parts, directory)),
    'modalityLens.refreshRuns': () => library.refresh(),
    'modalityLens.inspectUtilization': async (given) =>
      (await inspecting()).inspectUtilization(parts, given),
    'modalityLens.inspectSamples': async (given) =>
      (await inspecting()).inspectSamplesOf(parts, given),
    'modalityLens.inspectGates': async (given) => (await inspecting()).inspectGatesOf(parts, given),
  } as const satisfies Record<string, Handler>;
}

function inspecting() {
  return import('./actions/inspect-utilization.js');
}
