import * as l10n from '@vscode/l10n';
import {
  balancingConfiguration,
  balancingOptions,
  type BalancingConfiguration,
  type StrategyName,
} from '../../src/record/balancing.js';
import { balancingInForce } from '../../src/record/balancing-in-force.js';
import type { PreferredBalancing } from '../../src/record/page-message.js';
import { strategyInWords } from '../../src/record/run-in-words.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import { element } from '../page/element.js';
import { ActionButton } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { NumberField } from '../ui/number-field.js';

const strategies: readonly StrategyName[] = ['guided', 'random', 'vanilla', 'fixed', 'antiGuided'];

/** What a strategy does, for a person who has to choose. */
function explanation(strategy: StrategyName): string {
  switch (strategy) {
    case 'guided':
      return l10n.t(
        'Boosts the modality that is left behind whenever |d_speed| exceeds α, for Q steps.',
      );
    case 'random':
      return l10n.t('Draws each step: regular, or a boost of one modality.');
    case 'vanilla':
      return l10n.t('Every step is regular.');
    case 'fixed':
      return l10n.t('A control: boosts one modality in a fixed share of the steps.');
    case 'antiGuided':
      return l10n.t('A control: boosts the modality that is ahead.');
  }
}

/** Asks which strategy a run is to follow from now on, with its options. */
export class BalancingForm {
  readonly root: HTMLElement;
  readonly #strategy: Choice<StrategyName>;
  readonly #alpha: NumberField;
  readonly #window: NumberField;
  readonly #share: NumberField;
  readonly #modality: Choice<string>;
  readonly #explanation = element('p', { className: 'note' });
  readonly #warmUp: NumberField;
  /** Whether another warm-up can still change anything that the run does. */
  readonly #isInFirstEpoch: boolean;

  /** @param onSwitch called with a whole configuration */
  constructor(
    run: RunSnapshot,
    preferred: PreferredBalancing,
    onSwitch: (balancing: BalancingConfiguration) => void,
    onCancel: () => void,
  ) {
    const current = balancingInForce(run);
    const modalities = run.description.modalities.map(({ name }) => name);
    const { alpha, window, warmUpEpochs } = startingValues(current, preferred);
    this.#isInFirstEpoch = !run.events.some(({ type }) => type === 'epoch');
    this.#warmUp = warmUpField(warmUpEpochs);
    this.#strategy = new Choice(
      l10n.t('Strategy'),
      strategies.map((value) => ({ value, label: strategyInWords(value) })),
      current.strategy === 'vanilla' ? 'guided' : current.strategy,
      () => {
        this.#showFields();
      },
    );
    this.#alpha = alphaField(alpha);
    this.#window = windowField(window);
    this.#share = shareField('share' in current ? current.share : null);
    this.#modality = new Choice(
      l10n.t('Modality'),
      modalities.map((name) => ({ value: name, label: name })),
      modalities[0],
    );
    const fields = [
      ...[this.#strategy, this.#alpha, this.#window],
      ...[this.#modality, this.#share, this.#warmUp],
    ];
    const buttons = [
      new ActionButton(l10n.t('Switch'), {
        appearance: 'primary',
        onClick: () => {
          const wanted = this.#read();
          if (wanted !== null) {
            onSwitch(wanted);
          }
        },
      }),
      new ActionButton(l10n.t('Cancel'), { onClick: onCancel }),
    ];
    this.root = element(
      'form',
      { className: 'form' },
      element('div', { className: 'fields' }, ...fields.map(({ root }) => root)),
      this.#explanation,
      element('div', { className: 'buttons' }, ...buttons.map(({ root }) => root)),
    );
    this.root.setAttribute('aria-label', l10n.t('Switch balancing'));
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    this.#showFields();
  }

  #showFields(): void {
    const strategy = this.#strategy.value;
    const isGuided = strategy === 'guided' || strategy === 'antiGuided';
    this.#alpha.root.hidden = !isGuided;
    this.#window.root.hidden = !isGuided;
    this.#share.root.hidden = strategy !== 'random' && strategy !== 'fixed';
    this.#modality.root.hidden = strategy !== 'fixed';
    this.#warmUp.root.hidden = strategy === 'vanilla' || !this.#isInFirstEpoch;
    this.#explanation.textContent = explanation(strategy);
  }

  /** What was chosen; null where a field holds no such number, and says so. */
  #read(): BalancingConfiguration | null {
    const strategy = this.#strategy.value;
    if (strategy === 'vanilla') {
      return { strategy };
    }
    const warmUpEpochs = this.#warmUp.read();
    if (strategy === 'guided' || strategy === 'antiGuided') {
      const [alpha, window] = [this.#alpha.read(), this.#window.read()];
      return parsed({ strategy, alpha, window, warmUpEpochs });
    }
    const share = this.#share.read();
    return strategy === 'random'
      ? parsed({ strategy, share, weights: null, warmUpEpochs })
      : parsed({
          strategy,
          modality: this.#modality.value,
          share: share ?? undefined,
          warmUpEpochs,
        });
  }
}

function alphaField(value: number): NumberField {
  return new NumberField({
    label: 'α',
    schema: balancingOptions.alpha,
    value,
    complaint: l10n.t('α has to be a finite number of at least 0.'),
  });
}

function windowField(value: number): NumberField {
  return new NumberField({
    label: 'Q',
    schema: balancingOptions.window,
    value,
    complaint: l10n.t('Q has to be a whole number of steps, at least 1.'),
  });
}

function shareField(value: number | null): NumberField {
  return new NumberField({
    label: l10n.t('Share'),
    schema: balancingOptions.share,
    value,
    whenEmpty: l10n.t('the paper’s'),
    complaint: l10n.t('The share has to be a number from 0 to 1.'),
  });
}

function parsed(candidate: unknown): BalancingConfiguration | null {
  const read = balancingConfiguration.safeParse(candidate);
  return read.success ? read.data : null;
}

/** The settings first, then what the run has, then the paper's. */
function startingValues(
  current: BalancingConfiguration,
  preferred: PreferredBalancing,
): { alpha: number; window: number; warmUpEpochs: number } {
  const own = current.strategy === 'guided' || current.strategy === 'antiGuided' ? current : null;
  const warmUp = 'warmUpEpochs' in current ? current.warmUpEpochs : 1;
  return {
    alpha: preferred.alpha ?? own?.alpha ?? 0.01,
    window: preferred.window ?? own?.window ?? 5,
    warmUpEpochs: preferred.warmUpEpochs ?? warmUp,
  };
}

function warmUpField(value: number): NumberField {
  return new NumberField({
    label: l10n.t('Warm-up epochs'),
    schema: balancingOptions.warmUpEpochs,
    value,
    complaint: l10n.t('The warm-up has to be a whole number of epochs, at least 0.'),
  });
}
