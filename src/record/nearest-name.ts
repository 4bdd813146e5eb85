import { closest, distance } from 'fastest-levenshtein';

/**
 * The one of `candidates` that a person who wrote `name` most likely meant; null where none is near (ours).
 *
 * Near is a Levenshtein distance, letter case aside, of at most half the longer name's length in characters. Of equally
 * near candidates it is the first.
 *
 * @param candidates the names that there are, in any order; may be empty
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0) {
    return null;
  }
  const folded = candidates.map((candidate) => candidate.toLowerCase());
  const nearest = closest(name.toLowerCase(), folded);
  const longer = Math.max(name.length, nearest.length);
  return distance(name.toLowerCase(), nearest) * 2 <= longer
    ? candidates[folded.indexOf(nearest)]
    : null;
}
