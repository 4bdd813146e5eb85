import * as l10n from '@vscode/l10n';
import type { CheckpointChoice } from '../../src/record/inspection.js';
import { inWords, splitInWords } from '../../src/metrics/findings/words.js';
import type { LiveStatus } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { CutOperator, SplitName } from '../../src/record/utilization.js';
import type { Host } from '../host.js';
import { MessageLine } from '../live/message-line.js';
import { element } from '../page/element.js';
import type { PanelMemory } from './panel-memory.js';
import { ActionButton } from '../ui/button.js';
import { Choice, type Offer } from '../ui/choice.js';

const splits: readonly SplitName[] = ['validation', 'test', 'train'];

function cutOffers(): Offer<CutOperator>[] {
  return [
    { value: 'mean', label: l10n.t('mean (the paper’s)') },
    { value: 'zero', label: l10n.t('zero') },
    { value: 'permute', label: l10n.t('permute') },
    { value: 'perceptual', label: l10n.t('permuted input') },
  ];
}

/** Asks for the utilization of a checkpoint, on a split, with a cut; what comes of it is shown by the section below. */
export class InspectForm {
  readonly root: HTMLElement;
  readonly #host: Host;
  readonly #directory: string;
  readonly #message = new MessageLine();
  readonly #checkpoint: Choice<string>;
  readonly #split: Choice<SplitName>;
  readonly #cut: Choice<CutOperator>;
  readonly #button: ActionButton;

  /** @param memory has what was chosen the last time, and is told what is */
  constructor(host: Host, run: RunSnapshot, live: LiveStatus | null, memory: PanelMemory) {
    const before = memory.choices.inspect;
    const onChange = (): void => {
      memory.choose({
        inspect: {
          checkpoint: this.#checkpoint.value,
          ...{ split: this.#split.value, cut: this.#cut.value },
        },
      });
    };
    this.#host = host;
    this.#directory = run.directory;
    this.#checkpoint = new Choice(
      l10n.t('Checkpoint'),
      checkpointOffers(live),
      before?.checkpoint ?? 'best',
      onChange,
    );
    this.#split = new Choice(
      l10n.t('Split'),
      splits
        .filter((split) => run.description.samples[split] > 0)
        .map((value) => ({ value, label: splitInWords(value) })),
      before?.split ?? 'validation',
      onChange,
    );
    this.#cut = new Choice(l10n.t('Cut by'), cutOffers(), before?.cut ?? 'mean', onChange);
    this.#button = new ActionButton(l10n.t('Inspect'), {
      appearance: 'primary',
      title: l10n.t('Measure the conditional utilization of these weights'),
      onClick: () => void this.#inspect(),
    });
    const fields = [this.#checkpoint, this.#split, this.#cut];
    this.root = element(
      'form',
      { className: 'form inspect' },
      element('div', { className: 'fields' }, ...fields.map(({ root }) => root), this.#button.root),
      this.#message.root,
    );
    this.root.setAttribute('aria-label', l10n.t('Inspect a checkpoint'));
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
      l10n.t('Measuring: this loads the model and its data, and may take a while…'),
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
    label: best
      ? l10n.t('step {0} (best)', inWords(step, 'count'))
      : l10n.t('step {0}', inWords(step, 'count')),
  }));
  return [
    { value: 'best', label: l10n.t('best') },
    { value: 'last', label: l10n.t('last') },
    ...single,
  ];
}
