import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import type { Evaluation } from '../record/event.js';
import type { TrainingConfiguration } from './configuration.js';

const stopState = z.object({
  best: z.number().nullable(),
  epochsWithoutImprovement: z.int().nonnegative(),
});

/** What one validation means for the run. */
export interface StopVerdict {
  /** Whether the validation accuracy of the model is the best so far (a first one is). */
  readonly best: boolean;
  /** Why the run is to end now; null: it goes on. */
  readonly reason: string | null;
}

/** Remembers the best validation accuracy and says when a rule ends the run. */
export class StopRules {
  readonly #rules: TrainingConfiguration['stop'];
  #state: z.infer<typeof stopState> = { best: null, epochsWithoutImprovement: 0 };

  constructor(rules: TrainingConfiguration['stop']) {
    this.#rules = rules;
  }

  /** All that it remembers, as JSON, for checkpoints. */
  get state(): unknown {
    return this.#state;
  }

  /** Continues from `state` read back from a checkpoint. Throws a ZodError where it is not a state of these rules. */
  restore(state: unknown): void {
    this.#state = stopState.parse(state);
  }

  /** Takes note of the validation at the end of an epoch. */
  observe({ accuracy }: Evaluation): StopVerdict {
    const best = this.#state.best === null || accuracy > this.#state.best;
    this.#state = best
      ? { best: accuracy, epochsWithoutImprovement: 0 }
      : { ...this.#state, epochsWithoutImprovement: this.#state.epochsWithoutImprovement + 1 };
    return { best, reason: this.#reason(accuracy) };
  }

  #reason(accuracy: number): string | null {
    const { accuracy: target, patience } = this.#rules;
    if (target !== null && accuracy >= target) {
      return l10n.t(
        'The validation accuracy {0} reached the target {1}.',
        percent(accuracy),
        percent(target),
      );
    }
    if (patience !== null && this.#state.epochsWithoutImprovement >= patience) {
      return l10n.t('The validation accuracy did not improve for {0} epochs.', patience);
    }
    return null;
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
