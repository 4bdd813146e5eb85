import * as vscode from 'vscode';
import type { PageRequest, PageResult } from '../../record/page-message.js';
import { Problem } from '../../record/problem.js';
import { exportReport } from '../actions/export-report.js';
import { inspectGates, inspectRun, inspectSamples } from '../actions/inspect-run.js';
import { openModelFile } from '../actions/open-model-file.js';
import { revealRun } from '../actions/reveal-run.js';
import { saveChart } from '../actions/save-chart.js';
import { stopAtOnce } from '../actions/stop-at-once.js';
import { continueRun } from '../actions/train.js';
import type { Parts } from '../parts.js';
import type { TrainingSession } from '../sessions/training-session.js';
import type { PageHost } from './page-host.js';

/** What a page asks for, once it is there. */
type Asked = Exclude<PageRequest, { type: 'ready' }>;

/**
 * Does what a page asks; settles when it is done, with what it is answered with beside. Throws a Problem where it cannot
 * be, CancellationError where given up.
 */
export async function performRequest(
  asked: Asked,
  page: PageHost,
  parts: Parts,
): Promise<PageResult | null> {
  if (asked.type === 'listInspections') {
    return { type: 'inspections', ...(await page.inspections.list(directoryOf(asked, page))) };
  }
  if (asked.type === 'samples') {
    const { measurement, filter, offset, count } = asked;
    const file = await page.inspections.samples(directoryOf(asked, page), measurement);
    return { type: 'samples', page: await file.page(filter, offset, count) };
  }
  if (asked.type === 'gates') {
    const { measurement } = asked;
    const gates = await page.inspections.gates(directoryOf(asked, page), measurement);
    return { type: 'gates', gates };
  }
  await perform(asked, page, parts);
  return null;
}

async function perform(
  asked: Exclude<Asked, { type: 'listInspections' | 'samples' | 'gates' }>,
  page: PageHost,
  parts: Parts,
): Promise<void> {
  switch (asked.type) {
    case 'openFolder':
      await vscode.commands.executeCommand('vscode.openFolder');
      break;
    case 'manageTrust':
      await vscode.commands.executeCommand('workbench.trust.manage');
      break;
    case 'newModelFile':
    case 'train':
    case 'showBackends':
      await vscode.commands.executeCommand(`modalityLens.${asked.type}`);
      break;
    case 'pause':
    case 'resume':
    case 'stop':
    case 'stopAtOnce':
    case 'balance':
      await performOnSession(asked, sessionOf(page.directoryOf(asked.directory), parts), parts);
      break;
    case 'inspect': {
      const { checkpoint, split, cut } = asked;
      const directory = page.directoryOf(asked.directory);
      const references = asked.references?.map((name) => page.directoryOf(name));
      const given = references === undefined ? {} : { references };
      await inspectRun(parts, { directory, checkpoint, split, cut, ...given });
      break;
    }
    case 'saveChart': {
      const [beside = null] = page.content.kind === 'runs' ? page.content.directories : [];
      await saveChart(asked, beside);
      break;
    }
    case 'inspectGates': {
      const { checkpoint, split } = asked;
      await inspectGates(parts, { directory: directoryOf(asked, page), checkpoint, split });
      break;
    }
    case 'inspectSamples': {
      const { checkpoint, split, cut } = asked;
      await inspectSamples(parts, { directory: directoryOf(asked, page), checkpoint, split, cut });
      break;
    }
    case 'continue':
    case 'exportReport':
    case 'openPanel':
    case 'openModelFile':
    case 'reveal':
      await performOnRun(asked.type, page.directoryOf(asked.directory), parts);
      break;
  }
}

function directoryOf(asked: { readonly directory: string }, page: PageHost): string {
  return page.directoryOf(asked.directory);
}

async function performOnSession(
  asked: Extract<Asked, { type: 'pause' | 'resume' | 'stop' | 'stopAtOnce' | 'balance' }>,
  session: TrainingSession,
  parts: Parts,
): Promise<void> {
  const { sessions } = parts;
  switch (asked.type) {
    case 'pause':
      return sessions.pause(session);
    case 'resume':
      return sessions.resume(session);
    case 'stop':
      return sessions.stop(session);
    case 'stopAtOnce':
      return stopAtOnce(parts, session);
    case 'balance':
      return sessions.balance(session, asked.balancing);
  }
}

async function performOnRun(
  type: 'continue' | 'exportReport' | 'openPanel' | 'openModelFile' | 'reveal',
  directory: string,
  parts: Parts,
): Promise<void> {
  switch (type) {
    case 'continue':
      await continueRun(parts, directory);
      break;
    case 'exportReport':
      await exportReport(parts, directory);
      break;
    case 'openPanel':
      await parts.panels.open(directory);
      break;
    case 'openModelFile':
      await openModelFile(parts, directory);
      break;
    case 'reveal':
      await revealRun(directory);
      break;
  }
}

function sessionOf(directory: string, { sessions }: Parts): TrainingSession {
  const session = sessions.sessionOf(directory);
  if (session === null) {
    throw new Problem({
      code: 'usage',
      file: directory,
      what: vscode.l10n.t('No training of this window writes this run.'),
      remedy: vscode.l10n.t('Continue it, or use the window that trains it.'),
    });
  }
  return session;
}
