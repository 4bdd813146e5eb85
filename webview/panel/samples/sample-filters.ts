import * as l10n from '@vscode/l10n';
import { inWords, splitInWords } from '../../../src/metrics/findings/words.js';
import type { MeasurementChoice, SampleFilter } from '../../../src/record/samples.js';
import { element } from '../../page/element.js';
import { Choice, type Offer } from '../../ui/choice.js';

type Change = 'any' | NonNullable<SampleFilter['change']>;

/** What is chosen of the samples: a measurement, a prediction, what it goes without, how it changes, and a class. */
export class SampleFilters {
  readonly root: HTMLElement;
  readonly #modalities: readonly string[];
  readonly #measurement: Choice<string>;
  readonly #branch: Choice<string>;
  readonly #cut: Choice<string>;
  readonly #change: Choice<Change>;
  readonly #label: Choice<string>;
  #measurements: readonly MeasurementChoice[] = [];

  /** @param onChange told when a person has chosen something else */
  constructor(modalities: readonly string[], classes: readonly string[], onChange: () => void) {
    this.#modalities = modalities;
    this.#measurement = new Choice(l10n.t('Measured'), [{ value: '', label: '–' }], '', onChange);
    const branches = modalities.map((name, index) => ({
      value: String(index),
      label: l10n.t('{0} branch', name),
    }));
    const model = { value: String(modalities.length), label: l10n.t('model') };
    this.#branch = new Choice(l10n.t('Prediction of'), [...branches, model], '0', () => {
      this.#offerCuts();
      onChange();
    });
    this.#cut = new Choice(l10n.t('Without'), this.#cutOffers(), '1', onChange);
    this.#change = new Choice(l10n.t('Changed by the cut'), changeOffers(), 'lost', onChange);
    this.#label = new Choice(
      l10n.t('Class'),
      [
        { value: '', label: l10n.t('all classes') },
        ...classes.map((label, index) => ({ value: String(index), label })),
      ],
      '',
      onChange,
    );
    const fields = [this.#measurement, this.#branch, this.#cut, this.#change, this.#label];
    this.root = element('div', { className: 'fields' }, ...fields.map(({ root }) => root));
    this.root.setAttribute('role', 'group');
    this.root.setAttribute('aria-label', l10n.t('Which samples'));
  }

  /** Offers what was measured; `chosen`, where it is given, is looked at. */
  offer(measurements: readonly MeasurementChoice[], chosen: MeasurementChoice | null): void {
    this.#measurements = measurements;
    const offers = measurements.map((each) => ({ value: keyOf(each), label: labelOf(each) }));
    if (offers.length > 0) {
      this.#measurement.offer(offers, offers[0].value);
      if (chosen !== null && offers.some(({ value }) => value === keyOf(chosen))) {
        this.#measurement.value = keyOf(chosen);
      }
    }
  }

  /** Which measurement is looked at; null where there is none. */
  get measurement(): MeasurementChoice | null {
    const chosen = this.#measurement.value;
    return this.#measurements.find((each) => keyOf(each) === chosen) ?? null;
  }

  get filter(): SampleFilter {
    const [change, label] = [this.#change.value, this.#label.value];
    return {
      branch: Number(this.#branch.value),
      cut: Number(this.#cut.value),
      change: change === 'any' ? null : change,
      label: label === '' ? null : Number(label),
    };
  }

  set filter({ branch, cut, change, label }: SampleFilter) {
    this.#branch.value = String(branch);
    this.#offerCuts();
    this.#cut.value = String(cut);
    this.#change.value = change ?? 'any';
    this.#label.value = label === null ? '' : String(label);
  }

  #offerCuts(): void {
    const offers = this.#cutOffers();
    this.#cut.offer(offers, offers[0].value);
  }

  /** A branch is never without its own modality. */
  #cutOffers(): Offer<string>[] {
    return this.#modalities.flatMap((label, index) =>
      String(index) === this.#branch.value ? [] : [{ value: String(index), label }],
    );
  }
}

function changeOffers(): Offer<Change>[] {
  return [
    { value: 'lost', label: l10n.t('right → wrong (lost)') },
    { value: 'gained', label: l10n.t('wrong → right (gained)') },
    { value: 'changed', label: l10n.t('wrong → wrong otherwise') },
    { value: 'any', label: l10n.t('changed at all') },
  ];
}

function keyOf({ step, split, cut }: MeasurementChoice): string {
  return [step, split, cut].join(' ');
}

function labelOf({ step, split, cut }: MeasurementChoice): string {
  return l10n.t('step {0}, {1}, cut by {2}', inWords(step, 'count'), splitInWords(split), cut);
}
