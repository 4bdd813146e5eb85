import type { Finding } from '../../record/finding.js';
import { branchesAndModel } from './branches-and-model.js';
import type { RunFacts } from './facts.js';
import { howItEnded } from './how-it-ended.js';
import { howItWasMeasured } from './how-it-was-measured.js';
import { leansOnOneModality } from './leans-on-one-modality.js';
import { learningSpeeds } from './learning-speeds.js';
import { lossesWhenCut } from './losses-when-cut.js';
import { modalityHurts } from './modality-hurts.js';
import { rebalancingSteps } from './rebalancing-steps.js';
import { tooShort } from './too-short.js';

/** In the order in which they are shown. */
const finders = [
  howItEnded,
  leansOnOneModality,
  modalityHurts,
  lossesWhenCut,
  branchesAndModel,
  learningSpeeds,
  rebalancingSteps,
  howItWasMeasured,
  tooShort,
] as const;

/**
 * What a run shows, in words that its numbers and intervals support, warnings first (ours). A pure function of the run:
 * whoever wrote it gets the same findings.
 */
export function findingsOf(facts: RunFacts): Finding[] {
  const findings = finders.flatMap((find) => find(facts));
  return [
    ...findings.filter(({ severity }) => severity === 'warning'),
    ...findings.filter(({ severity }) => severity === 'note'),
  ];
}
