import { panelState, type PanelState } from '../../src/record/page-message.js';
import type { WebviewApi } from '../host.js';
import type { Shown } from '../live/shown.js';
import type { Zoom } from '../page/zoom.js';

/** What a person has chosen on the page, and what does not depend on which runs it shows. */
type Choices = Pick<PanelState, 'tab' | 'smoothed' | 'inspect' | 'samples' | 'opened'>;

/** What the page of a panel keeps of itself, so that a page that is made anew begins as the one before was left. */
export class PanelMemory {
  readonly #api: WebviewApi;
  readonly #zoom: Zoom;
  /** What was kept of an earlier page; used up by the first runs that are shown. */
  #kept: PanelState | null;
  #choices: Choices;
  #shown: Shown | null = null;

  /** @param zoom is given back what it was when the same runs are shown again */
  constructor(api: WebviewApi, zoom: Zoom) {
    this.#api = api;
    this.#zoom = zoom;
    const read = panelState.safeParse(api.getState());
    this.#kept = read.success ? read.data : null;
    this.#choices = {
      tab: this.#kept?.tab ?? 'comparison',
      smoothed: this.#kept?.smoothed ?? true,
      inspect: this.#kept?.inspect ?? null,
      ...(this.#kept?.samples === undefined ? {} : { samples: this.#kept.samples }),
      ...(this.#kept?.opened === undefined ? {} : { opened: this.#kept.opened }),
    };
    zoom.onChange(() => {
      this.#keep();
    });
    addEventListener('scrollend', () => {
      this.#keep();
    });
  }

  /** Whether an earlier page showed several runs. */
  get isOfSeveral(): boolean {
    return (this.#kept?.places.length ?? 0) > 1;
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** Keeps another choice. */
  choose(chosen: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...chosen };
    this.#keep();
  }

  /**
   * Takes up which runs are shown now, and gives the zoom what it was where they are those of an earlier page.
   *
   * @returns how far that page was scrolled, px; null where there was none
   */
  takeUp(shown: Shown): number | null {
    const kept = this.#kept;
    this.#kept = null;
    const isSame = kept?.places.join('\n') === shown.places?.join('\n');
    this.#shown = shown;
    if (kept !== null && isSame) {
      this.#zoom.range = kept.zoom;
    }
    this.#keep(isSame ? kept?.scroll : 0);
    return isSame ? (kept?.scroll ?? null) : null;
  }

  #keep(scroll = window.scrollY): void {
    const places = this.#shown?.places ?? [];
    if (places.length > 0) {
      const state: PanelState = {
        places: [...places],
        ...this.#choices,
        zoom: this.#zoom.range,
        scroll: Math.max(0, scroll),
      };
      this.#api.setState(state);
    }
  }
}
