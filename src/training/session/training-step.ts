import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import { GroupNorms } from '../../compute/group-norms.js';
import { readTogether, splitValues } from '../../compute/read-together.js';
import { canRecord, startRecording, type Replay } from '../../compute/replay.js';
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
  logitsFirst,
  meanLogits,
  type HostLogits,
} from '../predictions.js';
import { RepeatedSteps, type KnownStep } from './repeated-steps.js';

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

/** A step that is to be taken. */
interface Asked {
  readonly batch: Batch;
  readonly mode: Mode;
  readonly learningRate: number;
  /** What differs in each step: the batch's inputs, and its labels as {@link oneHot}. */
  readonly given: readonly tf.Tensor[];
}

/** What was seen of a step that holds for others of its kind. */
interface Seen {
  /** Of the parameters that have a gradient. */
  readonly names: readonly string[];
  /** Whether a branch has logits. */
  readonly isComputed: readonly boolean[];
  readonly norms: GroupNorms;
  /** How many values were read of each tensor. */
  readonly sizes: readonly number[];
}

/** Takes training steps: forward, backward, norms, update. */
export class TrainingStep {
  readonly #network: MultiModalNetwork;
  readonly #optimizer: Optimizer;
  /** θ_k per branch, then, with fusion, θ_k' per branch. */
  readonly #groups: readonly (readonly Parameter[])[];
  readonly #repeated = new RepeatedSteps<Seen>();

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
    const target = oneHot(batch.labels, this.#network.specification.classCount);
    const asked = { batch, mode, learningRate, given: [...batch.inputs, target] };
    try {
      if (!this.#network.isRepeatable || !canRecord()) {
        return (await this.#compute(asked)).measurement;
      }
      const kind = kindOf(asked);
      const known = this.#repeated.find(
        kind,
        ({ names }) => this.#optimizer.foresee?.(names, learningRate) ?? null,
      );
      return known?.replay
        ? this.#repeat(asked, known, known.replay)
        : await this.#computeAndRecord(asked, kind, known);
    } finally {
      target.dispose();
    }
  }

  /** Frees what steps are repeated with. */
  dispose(): void {
    this.#repeated.dispose();
  }

  /** The step as a whole, as one like it was computed before. */
  #repeat(
    { batch: { labels }, given }: Asked,
    { seen, numbers: { numbers } }: KnownStep<Seen>,
    replay: Replay,
  ): StepMeasurement {
    const pass = this.#network.passNumbers(labels.length);
    const replayed = replay.run({ tensors: given, numbers: { ...pass, ...numbers } });
    this.#network.gateSamples += labels.length;
    let measurement: StepMeasurement;
    try {
      measurement = this.#measurement(splitValues(replayed.values, seen.sizes), seen, labels);
    } catch (error) {
      replayed.abandon();
      throw error;
    }
    replayed.complete();
    this.#optimizer.count?.(seen.names);
    return measurement;
  }

  async #computeAndRecord(
    asked: Asked,
    kind: string,
    known: KnownStep<Seen> | null,
  ): Promise<StepMeasurement> {
    const { parameters, statistics } = this.#network;
    const kept = [...parameters, ...statistics].map(({ variable }) => variable);
    const recording = known?.isDue === true ? startRecording(asked.given, kept) : null;
    try {
      const { measurement, seen } = await this.#compute(asked);
      this.#repeated.keep(kind, seen);
      if (recording !== null && known !== null) {
        this.#repeated.keepReplay(kind, known.numbers.key, recording.finish());
      }
      return measurement;
    } catch (error) {
      recording?.abandon();
      throw error;
    }
  }

  async #compute({
    batch,
    mode,
    learningRate,
    given,
  }: Asked): Promise<{ measurement: StepMeasurement; seen: Seen }> {
    const { logits, gradients } = this.#differentiate(given, mode);
    const norms = this.#norms(gradients);
    const computed = logits.filter((one) => one !== null);
    const shown = [...computed, ...norms.onDevice];
    try {
      const seen = {
        names: [...gradients.keys()],
        isComputed: logits.map((one) => one !== null),
        norms,
        sizes: shown.map(({ size }) => size),
      };
      const measurement = this.#measurement(await readTogether(shown), seen, batch.labels);
      this.#optimizer.apply(gradients, learningRate);
      return { measurement, seen };
    } finally {
      tf.dispose([...shown, ...gradients.values()]);
    }
  }

  #differentiate(given: readonly tf.Tensor[], mode: Mode): Differentiated {
    const { parameters } = this.#network;
    const [inputs, target] = [given.slice(0, -1), given[given.length - 1] as tf.Tensor2D];
    const flow =
      mode.kind === 'regular' ? mode : ({ kind: 'frozen', modality: mode.modality } as const);
    let logits: Differentiated['logits'] = [];
    const gradients = tf.tidy(
      () =>
        tf.variableGrads(
          () => {
            logits = this.#network.forward(inputs, { flow, training: true }).logits;
            logits.forEach((one) => one && tf.keep(one));
            return totalLoss(logits, target);
          },
          parameters.map(({ variable }) => variable),
        ).grads,
    );
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

  /** What the values that were read of a step show. */
  #measurement(values: readonly Float32Array[], seen: Seen, labels: Int32Array): StepMeasurement {
    const { logits, others } = logitsFirst(values, seen.isComputed);
    const branches = this.#measurements(logits, labels, seen.norms.values(others));
    this.#requireFinite(branches);
    const correct = countCorrect(correctness(meanLogits(logits), labels));
    return { accuracy: correct / labels.length, branches };
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

/** Steps of one kind are the same operations, given the same of the optimizer. */
function kindOf({ mode, given }: Asked): string {
  const boosted = mode.kind === 'regular' ? '' : String(mode.modality);
  return [mode.kind, boosted, ...given.map(({ shape }) => shape.join('×'))].join(' ');
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
