import type { BalancingInText } from '../../model-file/edits/change-balancing.js';
import type { Finding } from '../../record/finding.js';

/** What can be done about a finding at a click. */
export type FindingFix =
  /** The file says guided, with these options. */
  | { readonly kind: 'guided'; readonly alpha: number; readonly window: number }
  /** The file says this α. */
  | { readonly kind: 'alpha'; readonly alpha: number }
  /** The person is asked for α. */
  | { readonly kind: 'ask-alpha' }
  /** The run is taken up where it was left. */
  | { readonly kind: 'continue' };

/** α and Q that a person has set; null where they left them to the model file, or the paper's. */
interface Chosen {
  readonly alpha: number | null;
  readonly window: number | null;
}

/**
 * What can be done about a finding, first what it advises.
 *
 * @param balancing what the model file says of it now; null where that is not written out
 */
export function fixesOf(
  { id, edit }: Pick<Finding, 'id' | 'edit'>,
  balancing: BalancingInText | null,
  { alpha, window }: Chosen,
): FindingFix[] {
  if (id === 'interrupted') {
    return [{ kind: 'continue' }];
  }
  if (edit === undefined || balancing === null) {
    return [];
  }
  if (balancing.strategy !== 'guided') {
    return [{ kind: 'guided', alpha: alpha ?? 0.01, window: window ?? 5 }];
  }
  return edit === 'guided' || balancing.alpha === null
    ? []
    : [...smaller(balancing.alpha), { kind: 'ask-alpha' }];
}

/** Half of α, as a person would write it. */
function smaller(alpha: number): FindingFix[] {
  return alpha > 0 ? [{ kind: 'alpha', alpha: Number((alpha / 2).toPrecision(2)) }] : [];
}
