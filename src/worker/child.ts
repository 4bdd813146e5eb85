import * as l10n from '@vscode/l10n';
import { describeProblem, Problem } from '../record/problem.js';
import {
  request,
  requestId,
  type Message,
  type Request,
  type TrainingStarted,
} from './protocol.js';
import type { RecordingObserver } from './record-session.js';
import { RunningTraining } from './running-training.js';

/** How a child that is asked to end ends its training. */
type Ending = Parameters<RunningTraining['stop']>[0];

/**
 * The training process: answers a host's requests over IPC until the channel closes or its training ends. One training a
 * process; inspections one after another.
 *
 * When the channel closes or SIGTERM arrives, the training finishes its step, writes a checkpoint, marks its run as
 * interrupted, and the process exits. SIGINT is the host's to deal with.
 */
export function serve(): void {
  if (process.send === undefined) {
    throw new Problem({
      code: 'usage',
      what: l10n.t('serve is started by other programs and speaks over their channel.'),
      remedy: l10n.t('Use train or inspect.'),
    });
  }
  const child = new Child();
  process.on('message', (received) => {
    void child.receive(received);
  });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => {
    child.end({
      state: 'interrupted',
      reason: l10n.t('The training process was asked to terminate.'),
    });
  });
  process.on('disconnect', () => {
    child.end({
      state: 'interrupted',
      reason: l10n.t('The program that had started the training is gone.'),
    });
  });
}

class Child {
  #training: Promise<RunningTraining> | null = null;
  #inspecting: Promise<unknown> = Promise.resolve();

  async receive(received: unknown): Promise<void> {
    const { success, data: id } = requestId.safeParse(received);
    if (!success) {
      process.stderr.write('a request without an id was left out\n');
      return;
    }
    try {
      send({ type: 'done', id, result: await this.#perform(request.parse(received)) });
    } catch (thrown) {
      send({ type: 'failed', id, problem: describeProblem(thrown) });
    }
  }

  /** Ends the training, if there is one, and then the process. */
  end(ending: Ending): void {
    if (this.#training === null) {
      process.exit();
    }
    void this.#training.then(
      (training) => {
        training.stop(ending);
      },
      () => process.exit(),
    );
  }

  async #perform(asked: Request): Promise<unknown> {
    switch (asked.type) {
      case 'train':
        return this.#begin((observer) => RunningTraining.train(asked.training, observer));
      case 'continue':
        return this.#begin((observer) => RunningTraining.continue(asked.continuation, observer));
      case 'inspect':
        return this.#inTurn(async () => {
          const { inspectCheckpoint } = await import('./inspect-checkpoint.js');
          return inspectCheckpoint(asked.inspection);
        });
      case 'inspect-samples':
        return this.#inTurn(async () => {
          const { inspectSamples } = await import('./inspect-samples.js');
          return inspectSamples(asked.inspection);
        });
      case 'inspect-gates':
        return this.#inTurn(async () => {
          const { inspectGates } = await import('./inspect-gates.js');
          return inspectGates(asked.inspection);
        });
      case 'follow-null':
        return this.#inTurn(async () => {
          const { followNullTraining } = await import('./null-training.js');
          return followNullTraining(asked.training);
        });
      case 'pause':
        (await this.#running()).pause();
        return null;
      case 'resume':
        (await this.#running()).resume();
        return null;
      case 'balance':
        (await this.#running()).balance(asked.balancing);
        return null;
      case 'stop':
        this.end({ state: 'stopped', reason: l10n.t('Stopped by the user.') });
        return null;
    }
  }

  async #begin(
    start: (observer: RecordingObserver) => Promise<RunningTraining>,
  ): Promise<TrainingStarted> {
    if (this.#training !== null) {
      throw usage(
        l10n.t('This process already trains.'),
        l10n.t('Start another process for another training.'),
      );
    }
    this.#training = start({
      flushed(bytes) {
        send({ type: 'flushed', ...bytes });
      },
      waiting(problem) {
        send({ type: 'waiting', problem });
      },
    });
    const running = await this.#training.catch((thrown: unknown) => {
      this.#training = null;
      throw thrown;
    });
    void running.ended
      .catch((thrown: unknown) => ({ state: 'failed' as const, problem: describeProblem(thrown) }))
      .then(({ state, problem }) => {
        send({ type: 'ended', state, problem }, () => process.exit());
      });
    return running.started;
  }

  /** One inspection after another: they share tf's engine and `Math.random`. */
  #inTurn(work: () => Promise<unknown>): Promise<unknown> {
    const result = this.#inspecting.then(work);
    this.#inspecting = result.catch(() => undefined);
    return result;
  }

  async #running(): Promise<RunningTraining> {
    if (this.#training === null) {
      throw usage(l10n.t('No training runs in this process.'), l10n.t('Start one first.'));
    }
    return this.#training;
  }
}

/** Sends to the host, as long as there is one. */
function send(message: Message, sent: () => void = () => undefined): void {
  if (process.connected) {
    process.send?.(message, undefined, undefined, sent);
  } else {
    sent();
  }
}

function usage(what: string, remedy: string): Problem {
  return new Problem({ code: 'usage', what, remedy });
}
