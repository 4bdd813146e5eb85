import { closest, distance } from 'fastest-levenshtein';

/**
 * The one of `candidates` that a person who wrote `name` most likely meant; null where none is near.
 *
 * Near is at most half of the longer name's characters changed, letter case aside.
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0) {
    return null;
  }
  const folded = candidates.map((candidate) => candidate.toLowerCase());
  const index = folded.indexOf(closest(name.toLowerCase(), folded));
  const longer = Math.max(name.length, folded[index].length);
  return distance(name.toLowerCase(), folded[index]) * 2 <= longer ? candidates[index] : null;
}
