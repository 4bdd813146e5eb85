import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import { GroupNorms } from '../../compute/group-norms.js';
import type { MultiModalNetwork } from '../../network/multi-modal-network.js';
import type { Parameter } from '../../network/parameter.js';
import type { Mode } from '../../record/mode.js';
import { Problem } from '../../record/problem.js';
import type { BranchStep } from '../../record/step.js';
import type { Batch } from '../batches.js';
import { oneHot, totalLoss } from '../loss.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import {
  correctness,
  countCorrect,
  crossEntropySum,
  meanLogits,
  readLogitsWith,
  type HostLogits,
} from '../predictions.js';

/** What a training step showed of one branch; its speed follows from all steps so far. */
export type BranchMeasurement = Omit<BranchStep, 'speed'>;

/** What a training step showed. */
export interface StepMeasurement {
  /** Accuracy of the mean prediction on the batch, in training mode, 0–1. */
  readonly accuracy: number;
  readonly branches: readonly BranchMeasurement[];
}

/** What the backward pass of a batch gives; its tensors belong to the caller. */
interface Differentiated {
  readonly logits: readonly (tf.Tensor2D | null)[];
  /** By parameter name; a parameter that the loss does not depend on is missing. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
}

/** Takes training steps: forward, backward, norms, update. */
export class TrainingStep {
  readonly #network: MultiModalNetwork;
  readonly #optimizer: Optimizer;
  /** θ_k per branch, then, with fusion, θ_k' per branch. */
  readonly #groups: readonly (readonly Parameter[])[];

  constructor(network: MultiModalNetwork, optimizer: Optimizer) {
    const branches = [...network.specification.modalities.keys()];
    this.#network = network;
    this.#optimizer = optimizer;
    this.#groups = [
      ...branches.map((branch) => network.branchParameters(branch)),
      ...(network.moduleCount === 0 ? [] : branches.map((k) => network.fusionParameters(k))),
    ];
  }

  /**
   * One step on `batch`: the gradient of the loss by the flow of `mode`, its norms, and the optimizer's update.
   *
   * @throws Problem `training` where a loss or a norm is not finite; the parameters are then as they were
   */
  async take(batch: Batch, mode: Mode, learningRate: number): Promise<StepMeasurement> {
    const { logits, gradients } = this.#differentiate(batch, mode);
    const norms = this.#norms(gradients);
    try {
      const { logits: values, others } = await readLogitsWith(logits, norms.onDevice);
      const branches = this.#measurements(values, batch.labels, norms.values(others));
      this.#requireFinite(branches);
      this.#optimizer.apply(gradients, learningRate);
      const correct = countCorrect(correctness(meanLogits(values), batch.labels));
      return { accuracy: correct / batch.labels.length, branches };
    } finally {
      const made = [...logits.filter((one) => one !== null), ...gradients.values()];
      tf.dispose([...made, ...norms.onDevice]);
    }
  }

  #differentiate({ inputs, labels }: Batch, mode: Mode): Differentiated {
    const { parameters, specification } = this.#network;
    const flow =
      mode.kind === 'regular' ? mode : ({ kind: 'frozen', modality: mode.modality } as const);
    let logits: Differentiated['logits'] = [];
    const gradients = tf.tidy(() => {
      const target = oneHot(labels, specification.classCount);
      return tf.variableGrads(
        () => {
          logits = this.#network.forward(inputs, { flow, training: true }).logits;
          logits.forEach((one) => one && tf.keep(one));
          return totalLoss(logits, target);
        },
        parameters.map(({ variable }) => variable),
      ).grads;
    });
    const named = parameters.flatMap(({ name, variable }): [string, tf.Tensor][] =>
      variable.name in gradients ? [[name, gradients[variable.name]]] : [],
    );
    return { logits, gradients: new Map(named) };
  }

  /** ‖∂L/∂θ‖² of every group, then ‖θ‖² of every group. */
  #norms(gradients: Differentiated['gradients']): GroupNorms {
    return new GroupNorms([
      ...this.#groups.map((group) =>
        group.map(({ name }) => gradients.get(name)).filter((one) => one !== undefined),
      ),
      ...this.#groups.map((group) => group.map(({ variable }) => variable)),
    ]);
  }

  #measurements(
    logits: HostLogits,
    labels: Int32Array,
    norms: readonly number[],
  ): BranchMeasurement[] {
    const weights = norms.slice(this.#groups.length);
    return logits.map((branch, index): BranchMeasurement => {
      const fusion = logits.length + index;
      const fused = this.#groups.length > logits.length;
      return {
        loss: branch === null ? Number.NaN : crossEntropySum(branch, labels) / labels.length,
        branchGradient: norms[index],
        branchWeights: weights[index],
        fusionGradient: fused ? norms[fusion] : null,
        fusionWeights: fused ? weights[fusion] : null,
      };
    });
  }

  #requireFinite(branches: readonly BranchMeasurement[]): void {
    const { modalities } = this.#network.specification;
    branches.forEach((measurement, index) => {
      const { loss, ...norms } = measurement;
      if (!Number.isFinite(loss)) {
        throw diverged(
          l10n.t("The loss of branch '{0}' became {1}.", modalities[index].name, loss),
        );
      }
      if (
        Object.values(norms).some((norm: number | null) => norm !== null && !Number.isFinite(norm))
      ) {
        throw diverged(
          l10n.t(
            "The gradient or the weights of branch '{0}' are no longer finite.",
            modalities[index].name,
          ),
        );
      }
    });
  }
}

function diverged(what: string): Problem {
  return new Problem({
    code: 'training',
    what,
    remedy: l10n.t(
      'Try a lower learning rate, and look for values in the data that are not numbers.',
    ),
  });
}
