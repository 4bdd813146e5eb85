import type { CheckpointChoice } from '../../src/record/inspection.js';
import { inWords } from '../../src/metrics/findings/words.js';
import type { LiveStatus } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { CutOperator, SplitName } from '../../src/record/utilization.js';
import type { Host } from '../host.js';
import { MessageLine } from '../live/message-line.js';
import { element } from '../page/element.js';
import { ActionButton } from '../ui/button.js';
import { Choice, type Offer } from '../ui/choice.js';

const splits: readonly SplitName[] = ['validation', 'test', 'train'];

const cuts: readonly Offer<CutOperator>[] = [
  { value: 'mean', label: 'mean (the paper’s)' },
  { value: 'zero', label: 'zero' },
  { value: 'permute', label: 'permute' },
  { value: 'perceptual', label: 'permuted input' },
];

/** Asks for the utilization of a checkpoint, on a split, with a cut; what comes of it is shown by the section below. */
export class InspectForm {
  readonly root: HTMLElement;
  readonly #host: Host;
  readonly #directory: string;
  readonly #message = new MessageLine();
  readonly #checkpoint: Choice<string>;
  readonly #split: Choice<SplitName>;
  readonly #cut = new Choice('Cut by', cuts, 'mean');
  readonly #button: ActionButton;

  constructor(host: Host, run: RunSnapshot) {
    this.#host = host;
    this.#directory = run.directory;
    this.#checkpoint = new Choice('Checkpoint', checkpointOffers(null), 'best');
    this.#split = new Choice(
      'Split',
      splits
        .filter((split) => run.description.samples[split] > 0)
        .map((value) => ({ value, label: value })),
      'validation',
    );
    this.#button = new ActionButton('Inspect', {
      appearance: 'primary',
      title: 'Measure the conditional utilization of these weights',
      onClick: () => void this.#inspect(),
    });
    const fields = [this.#checkpoint, this.#split, this.#cut];
    this.root = element(
      'form',
      { className: 'form inspect' },
      element('div', { className: 'fields' }, ...fields.map(({ root }) => root), this.#button.root),
      this.#message.root,
    );
    this.root.setAttribute('aria-label', 'Inspect a checkpoint');
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
    });
  }

  /** Moves the focus to what is chosen first. */
  focus(): void {
    this.#checkpoint.focus();
  }

  /** Offers the checkpoints that there are now. */
  show(live: LiveStatus | null): void {
    this.#checkpoint.offer(checkpointOffers(live), 'best');
  }

  async #inspect(): Promise<void> {
    const chosen = this.#checkpoint.value;
    const checkpoint: CheckpointChoice =
      chosen === 'best' || chosen === 'last' ? chosen : Number(chosen);
    this.#button.isEnabled = false;
    await this.#message.follow(
      'Measuring: this loads the model and its data, and may take a while…',
      this.#host.request({
        type: 'inspect',
        directory: this.#directory,
        checkpoint,
        split: this.#split.value,
        cut: this.#cut.value,
      }),
    );
    this.#button.isEnabled = true;
  }
}

function checkpointOffers(live: LiveStatus | null): Offer<string>[] {
  const single = (live?.checkpoints ?? []).toReversed().map(({ step, best }) => ({
    value: String(step),
    label: `step ${inWords(step, 'count')}${best ? ' (best)' : ''}`,
  }));
  return [{ value: 'best', label: 'best' }, { value: 'last', label: 'last' }, ...single];
}
