import { readdirSync } from 'node:fs';
import path from 'node:path';
import { nearestName } from '../record/nearest-name.js';

/** The way out for a file that is not there, in one sentence: the nearest name in its folder. */
export function suggestFile(missing: string): string {
  const folder = path.dirname(missing);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return `There is no folder ${folder} either; check the path.`;
  }
  const nearest = nearestName(path.basename(missing), names);
  return nearest === null
    ? `Nothing in ${folder} has a name like it; check the path.`
    : `Did you mean '${nearest}'?`;
}
