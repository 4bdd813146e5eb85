import type { BalancingConfiguration } from './balancing.js';
import type { RunEvent } from './event.js';

/** The strategy that a run began with, and what happened since. */
export interface BalancedRun {
  readonly description: { readonly balancing: BalancingConfiguration };
  readonly events: readonly RunEvent[];
}

/** A stretch of a run that one strategy was in force for. */
export interface BalancingStretch {
  /** How many training steps had been taken when it began: 0, or where the strategy was switched. */
  readonly from: number;
  readonly balancing: BalancingConfiguration;
}

/** The strategies of a run by stretches: the one that it began with, then each that it was switched to. */
export function balancingStretches({ description, events }: BalancedRun): BalancingStretch[] {
  const switches = events.flatMap((event) =>
    event.type === 'strategy' ? [{ from: event.step, balancing: event.balancing }] : [],
  );
  return [{ from: 0, balancing: description.balancing }, ...switches];
}

/** The strategy that a run has now: the last that it was switched to, or the one that it began with. */
export function balancingInForce(run: BalancedRun): BalancingConfiguration {
  return balancingStretches(run).at(-1)?.balancing ?? run.description.balancing;
}
