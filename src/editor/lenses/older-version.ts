import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileInsideRun } from '../../runs/inside-run.js';
import type { KnownRun } from '../runs/known-run.js';

/** The present text of a file, as the editor has it where it is open; null where there is none. */
export type PresentText = (file: string) => Promise<string | null>;

/**
 * Tells whether model files have changed since a run was made from them. The copies in the run are held to the present
 * texts, line ends and byte-order marks apart, which an editor changes without a person's doing. What was read of a run
 * is kept: its copies never change.
 */
export class OlderVersions {
  readonly #copies = new Map<string, Promise<ReadonlyMap<string, string> | null>>();
  readonly #presentText: PresentText;

  constructor(presentText: PresentText) {
    this.#presentText = presentText;
  }

  /** Whether `run` is one of an older version; false where the run has no copies that could tell. */
  async isOlder(run: Pick<KnownRun, 'directory' | 'description'>): Promise<boolean> {
    let copies = this.#copies.get(run.directory);
    if (copies === undefined) {
      copies = digestsOf(run);
      this.#copies.set(run.directory, copies);
    }
    for (const [original, digest] of (await copies) ?? []) {
      const text = await this.#presentText(original);
      if (text === null || digestOf(text) !== digest) {
        return true;
      }
    }
    return false;
  }
}

/** Digest of each copy by the original's path; null where one cannot be read. */
async function digestsOf({
  directory,
  description,
}: Pick<KnownRun, 'directory' | 'description'>): Promise<ReadonlyMap<string, string> | null> {
  try {
    const digests = new Map<string, string>();
    for (const { original, copy } of description.model.copies) {
      const file = await fileInsideRun(directory, `model/${copy}`);
      digests.set(original, digestOf(await readFile(file, 'utf8')));
    }
    return digests;
  } catch {
    // The run is damaged, or being deleted: the list of runs says so, and its results are not held to anything.
    return null;
  }
}

function digestOf(text: string): string {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return createHash('sha256').update(plain).digest('hex');
}
