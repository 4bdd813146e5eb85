import type { PageNotice } from '../../src/record/page-message.js';
import type { WebviewApi } from '../host.js';
import { LivePage } from '../live/live-page.js';
import { nothingToShow } from '../live/nothing-to-show.js';
import { warmUpCharts } from '../page/chart/warm-up.js';
import { element } from '../page/element.js';
import { Zoom } from '../page/zoom.js';
import { PanelBody } from './panel-body.js';
import { PanelMemory } from './panel-memory.js';

/** The page of a run, or of several that are compared, for as long as the webview lives. */
export class Panel {
  readonly #live: LivePage;
  readonly #zoom = new Zoom();
  readonly #memory: PanelMemory;
  readonly #place = element('div', {});
  readonly #empty = element('div', {});
  #body: PanelBody | null = null;
  /** How far to scroll once the runs are drawn, px; null for not at all. */
  #scroll: number | null = null;
  /** What has changed since the last frame: how far a run is, the charts' colours or zoom, all that is shown of runs. */
  readonly #stale = { course: false, charts: false, all: false };

  constructor(root: HTMLElement, api: WebviewApi) {
    this.#memory = new PanelMemory(api, this.#zoom);
    this.#live = new LivePage({
      api,
      waitingPlace: this.#empty,
      draw: () => this.#draw(),
      onNotice: (notice) => {
        this.#taken(notice);
      },
      tick: () => {
        this.#body?.tick(this.#live.shown);
      },
    });
    const { message, announcer } = this.#live;
    this.#place.hidden = true;
    root.replaceChildren(message.root, announcer.root, this.#empty, this.#place);
    this.#zoom.onChange(() => {
      this.#stale.charts = true;
      this.#live.askToDraw();
    });
    this.#live.begin();
    this.#prepare(root);
  }

  /** Makes what shows runs, and has the code of the charts compiled, while the host reads what is to be shown. */
  #prepare(root: HTMLElement): void {
    const pieces = [
      () => void this.#bodyFor(this.#memory.isOfSeveral),
      () => {
        warmUpCharts(root);
      },
    ];
    const next = (): void => {
      const piece = pieces.shift();
      if (piece !== undefined && !this.#live.shown.isKnown) {
        piece();
        setTimeout(next);
      }
    };
    setTimeout(next);
  }

  /** The body for one run, or for several; made where there is none of that kind. */
  #bodyFor(isComparison: boolean): PanelBody {
    if (this.#body?.isComparison !== isComparison) {
      this.#body?.dispose();
      this.#body = new PanelBody({
        ...{ host: this.#live.host, memory: this.#memory, zoom: this.#zoom, isComparison },
        onChange: (isStale) => {
          this.#stale.charts = true;
          this.#stale.all ||= isStale;
          this.#live.askToDraw();
        },
      });
      this.#place.replaceChildren(this.#body.root);
    }
    return this.#body;
  }

  #taken(notice: Exclude<PageNotice, { type: 'answer' }>): void {
    if (notice.type === 'show') {
      const { shown } = this.#live;
      this.#bodyFor(shown.isComparison);
      this.#scroll = this.#memory.takeUp(shown) ?? this.#scroll;
    }
    if (notice.type === 'sampled' || notice.type === 'gated') {
      this.#body?.openMeasured(notice);
    }
    if (notice.type === 'exportChart') {
      this.#body?.exportFocused(notice.format);
    }
    this.#stale[notice.type === 'live' ? 'course' : 'all'] = true;
  }

  /** Gives what is left to be drawn: the charts. */
  #draw(): readonly (() => void)[] {
    const { host, shown } = this.#live;
    this.#place.hidden = shown.nothing !== null;
    this.#empty.replaceChildren(
      ...(shown.nothing === null ? [] : [nothingToShow(shown.nothing, host)]),
    );
    if (shown.nothing !== null || this.#body === null) {
      return [];
    }
    const { course, charts, all } = this.#stale;
    Object.assign(this.#stale, { course: false, charts: false, all: false });
    if (all) {
      this.#body.show(shown);
    } else if (course) {
      this.#body.showCourse(shown);
    }
    if (this.#scroll !== null) {
      scrollTo(0, this.#scroll);
      this.#scroll = null;
    }
    return all || charts ? this.#body.draw() : [];
  }
}
