import { nearestName } from './nearest-name.js';

/** The way out for a name that is none of `names`, in one sentence: the nearest of them, or else all of them. */
export function suggestName(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return nearest === null ? `What there is: ${names.join(', ')}.` : `Did you mean '${nearest}'?`;
}
