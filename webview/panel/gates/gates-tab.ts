import * as l10n from '@vscode/l10n';
import { inWords, splitInWords } from '../../../src/metrics/findings/words.js';
import type { GateChoice, GateMeasurement } from '../../../src/record/gates.js';
import type { LiveStatus } from '../../../src/record/page-message.js';
import type { RunSnapshot } from '../../../src/record/snapshot.js';
import type { Host } from '../../host.js';
import { MessageLine } from '../../live/message-line.js';
import { element, emptyState } from '../../page/element.js';
import { Looks } from '../../page/look.js';
import { Choice } from '../../ui/choice.js';
import { MeasureForm } from '../measure-form.js';
import { gateMeasurementView } from './gate-measurement.js';

/** What the tab is given. */
export interface GatesTabOptions {
  readonly host: Host;
  readonly run: RunSnapshot;
  /** What is known of the run beside its directory. */
  readonly live: LiveStatus | null;
  /** Called when another measurement stands on the page. */
  readonly onShown: () => void;
}

/** The gates of one run's checkpoints, channel by channel, as the host reads them from the run directory. */
export class GatesTab {
  readonly root = element('div', { className: 'gates-tab' });
  readonly #options: GatesTabOptions;
  readonly #form: MeasureForm<'mean'>;
  readonly #looks: Looks;
  readonly #measurement: Choice<string>;
  readonly #message = new MessageLine();
  readonly #body = element('div', {});
  #choices: readonly GateChoice[] = [];
  #asked = 0;
  #isListed = false;

  constructor(options: GatesTabOptions) {
    this.#options = options;
    const { host, run, live } = options;
    const names = run.description.modalities.map(({ name }) => name);
    this.#looks = new Looks(names, 1);
    this.#form = new MeasureForm<'mean'>({
      ...{ host, run, live, cuts: ['mean'] },
      label: l10n.t('Look at the gates of a checkpoint'),
      button: l10n.t('Look at gates'),
      title: l10n.t('See what every gate does, channel by channel, and what freezing it changes'),
      request: ({ directory, checkpoint, split }) => ({
        ...{ type: 'inspectGates', directory, checkpoint, split },
      }),
    });
    this.#measurement = new Choice(l10n.t('Measured'), [{ value: '', label: '–' }], '', () => {
      void this.#ask();
    });
    this.#measurement.root.hidden = true;
    this.#form.root.hidden = names.length < 2;
    const fields = element('div', { className: 'fields' }, this.#measurement.root);
    const heading = element('h2', {}, l10n.t('Gates of a checkpoint'));
    this.root.append(heading, this.#form.root, fields, this.#message.root, this.#body);
  }

  /**
   * The tab is open: asks for what was measured, the first time.
   *
   * @param measured gates that were looked at just now, and are to be shown
   */
  show(live: LiveStatus | null, measured: GateChoice | null): void {
    this.#form.show(live);
    if (measured !== null || !this.#isListed) {
      this.#isListed = true;
      void this.#list(measured);
    }
  }

  async #list(measured: GateChoice | null): Promise<void> {
    const { host, run } = this.#options;
    try {
      const { directory } = run;
      const result = await host.request({ type: 'listInspections', directory });
      this.#choices = result?.type === 'inspections' ? result.gates : [];
      const offers = this.#choices.map((choice) => ({
        value: keyOf(choice),
        label: labelOf(choice),
      }));
      this.#measurement.root.hidden = offers.length === 0;
      if (offers.length === 0) {
        this.#body.replaceChildren(nothingYet());
        return;
      }
      this.#measurement.offer(offers, offers[0].value);
      if (measured !== null) {
        this.#measurement.value = keyOf(measured);
      }
      await this.#ask();
    } catch (thrown) {
      this.#message.fail(thrown);
    }
  }

  async #ask(): Promise<void> {
    const { host, run } = this.#options;
    const chosen = this.#measurement.value;
    const choice = this.#choices.find((each) => keyOf(each) === chosen);
    if (choice === undefined) {
      return;
    }
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const { directory } = run;
      const result = await host.request({ type: 'gates', directory, measurement: choice });
      if (asked === this.#asked && result?.type === 'gates') {
        this.#message.clear();
        this.#show(result.gates);
      }
    } catch (thrown) {
      if (asked === this.#asked) {
        this.#body.replaceChildren();
        this.#message.fail(thrown);
      }
    }
  }

  #show(measurement: GateMeasurement): void {
    this.#body.replaceChildren(gateMeasurementView(measurement, this.#looks));
    this.#options.onShown();
  }
}

function keyOf({ step, split }: GateChoice): string {
  return `${step} ${split}`;
}

function labelOf({ step, split }: GateChoice): string {
  return l10n.t('step {0}, {1}', inWords(step, 'count'), splitInWords(split));
}

function nothingYet(): HTMLElement {
  return emptyState(
    l10n.t('No checkpoint’s gates have been looked at yet.'),
    l10n.t(
      'Choose a checkpoint and a split above: what every channel of every gate does is kept with the run, how much of it comes with the other modality, and what freezing the gate changes.',
    ),
  );
}
