import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Problem } from '../../src/record/problem.js';

/** Seeds below this confirm and are run once, with what was frozen before; those from here on are for exploring. */
export const firstExploratorySeed = 100;

const frozenConfiguration = z.looseObject({
  /** SHA-256 of each file of the models, by name. */
  models: z.record(z.string(), z.string()),
});

/** SHA-256 of each file in the folder of the models, by name. */
export async function modelHashes(models: string): Promise<Record<string, string>> {
  const names = (await readdir(models)).sort();
  const hashes = names.map(async (name) => {
    const content = await readFile(path.join(models, name));
    return [name, createHash('sha256').update(content).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

/**
 * Checks that the models are those that were frozen before the first confirmatory seed.
 *
 * @param file the frozen configuration
 * @throws Problem where one is not
 */
export async function requireFrozen(file: string, models: string): Promise<void> {
  const frozen = frozenConfiguration.parse(JSON.parse(await readFile(file, 'utf8'))).models;
  const hashes = await modelHashes(models);
  const names = [...new Set([...Object.keys(frozen), ...Object.keys(hashes)])];
  const changed = names.filter((name) => frozen[name] !== hashes[name]);
  if (changed.length > 0) {
    throw new Problem({
      ...{ code: 'usage', file },
      what: `These are not the models that were frozen: ${changed.join(', ')}.`,
      remedy: `Restore them; to try others, use seeds from ${firstExploratorySeed} and another data file.`,
    });
  }
}
