import * as l10n from '@vscode/l10n';
import type { LiveStatus, PreferredBalancing } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { Host } from '../host.js';
import { balancingInForce } from '../../src/record/balancing-in-force.js';
import { courseInWords, holdUp, shareDone, whereaboutsInWords } from '../live/course-in-words.js';
import { RunControls } from '../live/run-controls.js';
import { isOn } from '../live/shown.js';
import { balancingInWords } from '../../src/record/run-in-words.js';
import { element } from '../page/element.js';
import { patchChildren } from '../page/patch.js';
import { ActionButton } from '../ui/button.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { cardFacts } from './card-facts.js';

/**
 * How long a run's facts stand at least while it trains, milliseconds (ours): they are read once a second, and in VS Code for
 * the web they are drawn on the thread of the panel, which shows more of the run.
 */
const factsStand = 1000;

/** One run in the sidebar: what it is, how far it has come, what can be done with it, and what it shows. */
export class RunCard {
  readonly root = element('article', { className: 'card' });
  readonly #heading = element('div', { className: 'heading' });
  readonly #progress = new ProgressBar(l10n.t('Progress of the training'));
  readonly #course = element('p', { className: 'course' });
  readonly #controls: RunControls;
  readonly #facts = element('div', { className: 'card-facts' });
  /** Of what its facts are, and since when; null before the first. */
  #told: { readonly run: RunSnapshot; readonly at: number } | null = null;

  constructor(host: Host, run: RunSnapshot, preferred: PreferredBalancing) {
    this.#controls = new RunControls(host, run, preferred, (controls) => [
      new ActionButton(l10n.t('Open'), {
        title: l10n.t('Open the run in a panel'),
        onClick: () => {
          controls.ask('openPanel', l10n.t('Opening…'));
        },
      }),
    ]);
    this.root.setAttribute('aria-label', `${run.description.name}, ${run.directory}`);
    this.root.append(
      this.#heading,
      this.#progress.root,
      this.#course,
      this.#controls.root,
      this.#facts,
    );
  }

  /**
   * Shows it; of what it has come to the first time only, later by {@link showFacts}.
   *
   * @param now the host's time
   */
  show(
    run: RunSnapshot,
    live: LiveStatus | null,
    preferred: PreferredBalancing,
    now: number,
  ): void {
    const state = element('span', { className: 'state' }, whereaboutsInWords(run, live));
    state.dataset.state = run.state;
    patchChildren(this.#heading, [
      element('h2', { title: run.directory }, run.description.name),
      state,
      element('span', { className: 'strategy' }, balancingInWords(balancingInForce(run))),
    ]);
    this.#progress.root.hidden = !isOn(run, live);
    this.#progress.share = shareDone(run);
    this.showCourse(run, live, now);
    this.#controls.show(run, live, preferred);
    if (this.#told === null) {
      this.showFacts(run);
    }
  }

  /** After how many milliseconds the facts are to be shown as they are with `run`; null where they are so already. */
  factsDueIn(run: RunSnapshot): number | null {
    if (this.#told?.run === run) {
      return null;
    }
    const isAnother = this.#told?.run.state !== run.state;
    return isAnother ? 0 : Math.max(0, (this.#told?.at ?? 0) + factsStand - performance.now());
  }

  /** Shows what the run has come to. */
  showFacts(run: RunSnapshot): void {
    this.#told = { run, at: performance.now() };
    patchChildren(this.#facts, cardFacts(run));
  }

  /** What changes by the clock alone. */
  showCourse(run: RunSnapshot, live: LiveStatus | null, now: number): void {
    const stalled = isOn(run, live) ? holdUp(run, live, now) : null;
    patchChildren(this.#course, [
      ...courseInWords(run, live).map((part) => element('span', {}, part)),
      ...(stalled === null ? [] : [element('strong', { className: 'stalled' }, stalled)]),
    ]);
  }
}
