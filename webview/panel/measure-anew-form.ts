import * as l10n from '@vscode/l10n';
import { splitInWords } from '../../src/metrics/findings/words.js';
import type { SplitName } from '../../src/record/utilization.js';
import type { Host } from '../host.js';
import { MessageLine } from '../live/message-line.js';
import { comparedRuns, type ComparedRun } from '../page/comparison/compared-runs.js';
import { element } from '../page/element.js';
import type { ShownRun } from '../page/shown-run.js';
import { ActionButton } from '../ui/button.js';
import { Choice } from '../ui/choice.js';

/** The samples that the weights are measured on, the command line's default first. */
const splits: readonly SplitName[] = ['test', 'validation'];

/** Measures the last checkpoints of the compared runs anew, all on the same samples, as the command line's `compare` does. */
export class MeasureAnewForm {
  readonly root: HTMLElement;
  readonly #host: Host;
  readonly #message = new MessageLine();
  readonly #split: Choice<SplitName>;
  readonly #button: ActionButton;
  #runs: readonly ComparedRun[] = [];

  constructor(host: Host) {
    this.#host = host;
    this.#split = new Choice(
      l10n.t('Split'),
      splits.map((value) => ({ value, label: splitInWords(value) })),
      'test',
    );
    this.#button = new ActionButton(l10n.t('Measure anew'), {
      title: l10n.t('Measure the last checkpoint of every run on the same samples'),
      onClick: () => void this.#measure(),
    });
    this.root = element(
      'form',
      { className: 'form inspect' },
      element('div', { className: 'fields' }, this.#split.root, this.#button.root),
      this.#message.root,
    );
    this.root.setAttribute('aria-label', l10n.t('Measure the runs anew'));
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
    });
  }

  /** Takes up which runs are compared now. */
  show(runs: readonly ShownRun[]): void {
    this.#runs = comparedRuns(runs).runs.filter(({ run }) => run.modalities.length > 1);
    this.root.hidden = this.#runs.length === 0;
  }

  /** One run after the other; the first that cannot be measured ends it, and what was measured stays. */
  async #measure(): Promise<void> {
    const runs = this.#runs;
    const split = this.#split.value;
    this.#button.isEnabled = false;
    for (const [place, { run, name, references }] of runs.entries()) {
      const isDone = await this.#message.follow(
        l10n.t('Measuring {0} of {1}: {2}…', place + 1, runs.length, name),
        this.#host.request({
          type: 'inspect',
          directory: run.snapshot.directory,
          ...{ checkpoint: 'last', split, cut: 'mean' },
          references: references.map(({ snapshot }) => snapshot.directory),
        }),
      );
      if (!isDone) {
        break;
      }
    }
    this.#button.isEnabled = true;
  }
}
