import * as l10n from '@vscode/l10n';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { WebviewApi } from '../host.js';
import { LivePage } from '../live/live-page.js';
import { nothingToShow } from '../live/nothing-to-show.js';
import { isOn } from '../live/shown.js';
import { element } from '../page/element.js';
import { kept, patchChildren } from '../page/patch.js';
import { RunCard } from './run-card.js';

/** The diagnostics view: a card for every run that is on, or else for the newest; the way in where there is none. */
export class Sidebar {
  readonly #live: LivePage;
  readonly #list = element('div', { className: 'cards' });
  readonly #cards = new Map<string, RunCard>();

  constructor(root: HTMLElement, api: WebviewApi) {
    this.#live = new LivePage({
      api,
      waitingPlace: this.#list,
      draw: () => this.#draw(),
      tick: () => {
        this.#tick();
      },
    });
    const { message, announcer } = this.#live;
    root.replaceChildren(message.root, announcer.root, this.#list);
    this.#live.begin();
  }

  /** Draws who trains and how far it is; gives what draws the rest of the cards. */
  #draw(): (() => void)[] {
    const { host, shown } = this.#live;
    const { nothing, preferred, now } = shown;
    if (nothing !== null) {
      this.#cards.clear();
      this.#list.replaceChildren(nothingToShow(nothing, host));
      return [];
    }
    const runs = this.#chosen();
    const directories = runs.map(({ directory }) => directory);
    for (const directory of [...this.#cards.keys()]) {
      if (!directories.includes(directory)) {
        this.#cards.delete(directory);
      }
    }
    const roots = runs.map((run) => {
      const card = this.#cards.get(run.directory) ?? new RunCard(host, run, preferred);
      this.#cards.set(run.directory, card);
      card.show(run, shown.live(run), preferred, now);
      return kept(run.directory, card.root);
    });
    const isIdle = runs.every((run) => !isOn(run, shown.live(run)));
    patchChildren(this.#list, [
      element('h1', { className: 'unseen' }, l10n.t('What is training')),
      ...(isIdle && runs.length > 0
        ? [element('p', { className: 'note' }, l10n.t('Nothing is training. The newest run:'))]
        : []),
      ...roots,
    ]);
    return runs.flatMap((run) => this.#factsOf(run));
  }

  /** What draws the facts of a run; nothing where they stand, or are to stand for a while. */
  #factsOf(run: RunSnapshot): (() => void)[] {
    const card = this.#cards.get(run.directory);
    const wait = card?.factsDueIn(run) ?? null;
    if (card === undefined || wait === null) {
      return [];
    }
    if (wait > 0) {
      this.#live.askToDrawIn(wait);
      return [];
    }
    return [
      () => {
        card.showFacts(run);
      },
    ];
  }

  /** The runs that are on; where none is, the newest. */
  #chosen(): readonly RunSnapshot[] {
    const { shown } = this.#live;
    const { runs } = shown;
    const on = runs.filter((run) => isOn(run, shown.live(run)));
    const newest = [...runs].sort(
      (one, other) => other.description.created - one.description.created,
    );
    return on.length > 0 ? on : newest.slice(0, 1);
  }

  #tick(): void {
    const { shown } = this.#live;
    for (const run of shown.runs) {
      const live = shown.live(run);
      if (isOn(run, live)) {
        this.#cards.get(run.directory)?.showCourse(run, live, shown.now);
      }
    }
  }
}
