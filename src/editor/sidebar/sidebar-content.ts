import * as vscode from 'vscode';
import { findModelFiles } from '../model-files.js';
import type { PageContent } from '../pages/page-host.js';
import type { Parts } from '../parts.js';

/** What the sidebar shows: the runs that this window trains, else the newest run, else why there is none. */
export async function sidebarContent({
  sessions,
  library,
}: Pick<Parts, 'sessions' | 'library'>): Promise<PageContent> {
  const trained = sessions.running.flatMap(({ directory }) =>
    directory === null ? [] : [directory],
  );
  if (trained.length > 0) {
    return { kind: 'runs', directories: trained };
  }
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    return { kind: 'nothing', why: 'no-folder', problem: null };
  }
  const runs = await library.runs();
  const newest = runs.find((run) => run.kind === 'run');
  if (newest !== undefined) {
    return { kind: 'runs', directories: [newest.directory] };
  }
  const [damaged] = runs;
  if (damaged?.kind === 'damaged') {
    return { kind: 'nothing', why: 'unreadable', problem: damaged.problem };
  }
  if (!vscode.workspace.isTrusted) {
    return { kind: 'nothing', why: 'not-trusted', problem: null };
  }
  const [modelFile] = await findModelFiles(1);
  return {
    kind: 'nothing',
    why: modelFile === undefined ? 'no-model-file' : 'no-run',
    problem: null,
  };
}
