import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Problem } from '../../src/record/problem.js';

/** Seeds below this confirm and are run once, with what was frozen before; those from here on are for exploring. */
export const firstExploratorySeed = 100;

/** The seeds that the claim is held to. */
export const confirmatorySeeds: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What was fixed before the first of them; see `docs/results/frozen-configuration.json`. */
const frozenConfiguration = z.looseObject({
  frozen: z.string(),
  seeds: z.object({ confirmatory: z.string(), exploratory: z.string(), stopping: z.string() }),
  configuration: z.record(z.string(), z.string()),
  conditions: z.object({ claim: z.array(z.string()), proxy: z.array(z.string()) }),
  primary: z.object({ metric: z.string(), comparison: z.string(), reading: z.string() }),
  proxy: z.looseObject({ metric: z.string(), interval: z.string() }),
  deviation: z.string(),
  /** Every configuration that was tried before. */
  exploration: z.array(
    z.object({
      seeds: z.string(),
      conditions: z.string(),
      changes: z.string(),
      on: z.string(),
      saw: z.string(),
    }),
  ),
  /** SHA-256 of each file of the models, by name. */
  models: z.record(z.string(), z.string()),
});
export type FrozenConfiguration = z.infer<typeof frozenConfiguration>;

/** Reads the frozen configuration. Throws where it is not there or damaged. */
export async function readFrozen(file: string): Promise<FrozenConfiguration> {
  return frozenConfiguration.parse(JSON.parse(await readFile(file, 'utf8')));
}

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
  const frozen = (await readFrozen(file)).models;
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
