import * as l10n from '@vscode/l10n';
import type { PageNotice } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import { Host, type WebviewApi } from '../host.js';
import { askToBeShown } from '../live/ask-to-be-shown.js';
import { MessageLine } from '../live/message-line.js';
import { nothingToShow } from '../live/nothing-to-show.js';
import { isOn, Shown } from '../live/shown.js';
import { element } from '../page/element.js';
import { Frame } from '../page/frame.js';
import { kept, patchChildren } from '../page/patch.js';
import { RunCard } from './run-card.js';

/** The diagnostics view: a card for every run that is on, or else for the newest; the way in where there is none. */
export class Sidebar {
  readonly #host: Host;
  readonly #shown = new Shown();
  readonly #frame = new Frame(() => {
    this.#draw();
  });
  readonly #message = new MessageLine();
  readonly #list = element('div', { className: 'cards' });
  readonly #cards = new Map<string, RunCard>();

  constructor(root: HTMLElement, api: WebviewApi) {
    this.#host = new Host(
      api,
      (notice) => {
        this.#take(notice);
      },
      (problem) => {
        this.#message.fail(problem);
      },
    );
    root.replaceChildren(this.#message.root, this.#list);
    setInterval(() => {
      this.#tick();
    }, 1000);
    this.#getReady();
  }

  #getReady(): void {
    askToBeShown(this.#host, this.#message, this.#shown, this.#list);
  }

  #take(notice: Exclude<PageNotice, { type: 'answer' }>): void {
    if (!this.#shown.take(notice)) {
      this.#getReady();
    }
    this.#frame.ask();
  }

  #draw(): void {
    const { isKnown, nothing, preferred, now } = this.#shown;
    if (!isKnown) {
      return;
    }
    if (nothing !== null) {
      this.#cards.clear();
      this.#list.replaceChildren(nothingToShow(nothing, this.#host));
      return;
    }
    const runs = this.#chosen();
    const directories = runs.map(({ directory }) => directory);
    for (const directory of [...this.#cards.keys()]) {
      if (!directories.includes(directory)) {
        this.#cards.delete(directory);
      }
    }
    const roots = runs.map((run) => {
      const card = this.#cards.get(run.directory) ?? new RunCard(this.#host, run, preferred);
      this.#cards.set(run.directory, card);
      card.show(run, this.#shown.live(run), preferred, now);
      return kept(run.directory, card.root);
    });
    const isIdle = runs.every((run) => !isOn(run, this.#shown.live(run)));
    patchChildren(this.#list, [
      element('h1', { className: 'unseen' }, l10n.t('What is training')),
      ...(isIdle && runs.length > 0
        ? [element('p', { className: 'note' }, l10n.t('Nothing is training. The newest run:'))]
        : []),
      ...roots,
    ]);
  }

  /** The runs that are on; where none is, the newest. */
  #chosen(): readonly RunSnapshot[] {
    const { runs } = this.#shown;
    const on = runs.filter((run) => isOn(run, this.#shown.live(run)));
    const newest = [...runs].sort(
      (one, other) => other.description.created - one.description.created,
    );
    return on.length > 0 ? on : newest.slice(0, 1);
  }

  #tick(): void {
    if (document.hidden) {
      return;
    }
    for (const run of this.#shown.runs) {
      const live = this.#shown.live(run);
      if (isOn(run, live)) {
        this.#cards.get(run.directory)?.showCourse(run, live, this.#shown.now);
      }
    }
  }
}
