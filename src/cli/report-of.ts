import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Snapshot } from '../record/snapshot.js';
import { readRun } from '../runs/read-run.js';
import { snapshotRun } from '../runs/snapshot-run.js';
import { bundle } from '../worker/bundle.js';
import { reportDocument, type PageAssets } from './report-document.js';

/** A report, and what it shows. */
export interface Report {
  readonly snapshot: Snapshot;
  /** The HTML document. */
  readonly text: string;
}

/**
 * The report of runs, side by side where they are several, as they are now.
 *
 * @param directories paths of run directories
 * @throws Problem where one of them cannot be read
 */
export async function reportOf(directories: readonly string[]): Promise<Report> {
  const runs: Snapshot['runs'] = [];
  for (const directory of directories) {
    runs.push(await snapshotRun(await readRun(directory)));
  }
  const snapshot: Snapshot = {
    schemaVersion: 1,
    taken: Date.now(),
    version: __VERSION__,
    runs,
  };
  return { snapshot, text: reportDocument(snapshot, await pageAssets()) };
}

async function pageAssets(): Promise<PageAssets> {
  const folder = path.join(path.dirname(bundle), 'webview');
  const [script, style] = await Promise.all(
    ['report.js', 'page.css'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  return { script, style };
}
