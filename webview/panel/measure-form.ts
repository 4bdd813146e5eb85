import * as l10n from '@vscode/l10n';
import { inWords, splitInWords } from '../../src/metrics/findings/words.js';
import type { CheckpointChoice } from '../../src/record/inspection.js';
import type { LiveStatus, PageRequestBody, PanelState } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { CutOperator, SplitName } from '../../src/record/utilization.js';
import type { Host } from '../host.js';
import { MessageLine } from '../live/message-line.js';
import { element } from '../page/element.js';
import { ActionButton } from '../ui/button.js';
import { Choice, type Offer } from '../ui/choice.js';

const splits: readonly SplitName[] = ['validation', 'test', 'train'];

/** What a person has chosen to measure. */
export interface Measured<Cut extends CutOperator> {
  /** Name of the run directory. */
  readonly directory: string;
  readonly checkpoint: CheckpointChoice;
  readonly split: SplitName;
  readonly cut: Cut;
}

/** What is chosen in a form: a step or `best` or `last`, and the rest. */
export type ChosenMeasurement = NonNullable<PanelState['inspect']>;

/** What a {@link MeasureForm} asks for. */
export interface MeasureFormOptions<Cut extends CutOperator> {
  readonly host: Host;
  readonly run: RunSnapshot;
  /** What the form is for, for who hears the page. */
  readonly label: string;
  /** What its button says, and what it does, for a person who asks. */
  readonly button: string;
  readonly title: string;
  /** What may stand in for a modality that is cut off, the first by default; one alone is not asked for. */
  readonly cuts: readonly [Cut, ...Cut[]];
  readonly request: (measured: Measured<Cut>) => PageRequestBody;
  /** What is known of the run beside its directory. */
  readonly live: LiveStatus | null;
  /** What was chosen the last time; null for nothing. */
  readonly before?: ChosenMeasurement | null;
  /** Told what is chosen now, by the person. */
  readonly onChoose?: (chosen: ChosenMeasurement) => void;
}

/** Asks for something to be measured of a checkpoint, on a split, with a cut; what comes of it is shown elsewhere. */
export class MeasureForm<Cut extends CutOperator> {
  readonly root: HTMLElement;
  readonly #options: MeasureFormOptions<Cut>;
  readonly #message = new MessageLine();
  readonly #checkpoint: Choice<string>;
  readonly #split: Choice<SplitName>;
  readonly #cut: Choice<Cut>;
  readonly #button: ActionButton;

  constructor(options: MeasureFormOptions<Cut>) {
    this.#options = options;
    const { run, cuts, label, button, title, live, before = null, onChoose } = options;
    const onChange = (): void => {
      const [checkpoint, split] = [this.#checkpoint.value, this.#split.value];
      onChoose?.({ checkpoint, split, cut: this.#cut.value });
    };
    const checkpoints = checkpointOffers(live);
    const former = checkpoints.find(({ value }) => value === before?.checkpoint);
    this.#checkpoint = new Choice(
      l10n.t('Checkpoint'),
      checkpoints,
      (former ?? checkpoints[0]).value,
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
    const offers = cuts.map((value) => ({ value, label: cutLabel(value) }));
    const cut = cuts.find((each) => each === before?.cut) ?? cuts[0];
    this.#cut = new Choice<Cut>(l10n.t('Cut by'), offers, cut, onChange);
    this.#cut.root.hidden = cuts.length === 1;
    this.#button = new ActionButton(button, {
      appearance: 'primary',
      title,
      onClick: () => void this.#measure(),
    });
    const fields = [this.#checkpoint, this.#split, this.#cut];
    this.root = element(
      'form',
      { className: 'form inspect' },
      element('div', { className: 'fields' }, ...fields.map(({ root }) => root), this.#button.root),
      this.#message.root,
    );
    this.root.setAttribute('aria-label', label);
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
    const checkpoints = checkpointOffers(live);
    this.#checkpoint.offer(checkpoints, checkpoints[0].value);
  }

  async #measure(): Promise<void> {
    const { host, run, request } = this.#options;
    const chosen = this.#checkpoint.value;
    const checkpoint: CheckpointChoice =
      chosen === 'best' || chosen === 'last' ? chosen : Number(chosen);
    const split = this.#split.value;
    const cut = this.#cut.value;
    this.#button.isEnabled = false;
    await this.#message.follow(
      l10n.t('Measuring: this loads the model and its data, and may take a while…'),
      host.request(request({ directory: run.directory, checkpoint, split, cut })),
    );
    this.#button.isEnabled = true;
  }
}

function cutLabel(cut: CutOperator): string {
  switch (cut) {
    case 'mean':
      return l10n.t('mean (the paper’s)');
    case 'zero':
      return l10n.t('zero');
    case 'permute':
      return l10n.t('permute');
    case 'perceptual':
      return l10n.t('permuted input');
  }
}

/** A run that has checkpoints and none that is its best, stopped before any evaluation, offers no best one. */
function checkpointOffers(live: LiveStatus | null): Offer<string>[] {
  const checkpoints = live?.checkpoints ?? [];
  const hasBest = checkpoints.length === 0 || checkpoints.some(({ best }) => best);
  const single = checkpoints.toReversed().map(({ step, best }) => ({
    value: String(step),
    label: best
      ? l10n.t('step {0} (best)', inWords(step, 'count'))
      : l10n.t('step {0}', inWords(step, 'count')),
  }));
  return [
    ...(hasBest ? [{ value: 'best', label: l10n.t('best') }] : []),
    { value: 'last', label: l10n.t('last') },
    ...single,
  ];
}
