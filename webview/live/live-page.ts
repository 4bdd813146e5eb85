import type { PageNotice } from '../../src/record/page-message.js';
import { Host, type WebviewApi } from '../host.js';
import { Frame, type Drawing } from '../page/frame.js';
import { Announcer } from './announcer.js';
import { askToBeShown } from './ask-to-be-shown.js';
import { MessageLine } from './message-line.js';
import { Shown } from './shown.js';

/** What a page does with what its {@link LivePage} learns. */
export interface LivePageOptions {
  readonly api: Pick<WebviewApi, 'postMessage'>;
  /** Where it stands that the page waits for the host. */
  readonly waitingPlace: HTMLElement;
  /** Draws what is shown; once a frame at most, and only once the host has said what that is. */
  readonly draw: Drawing;
  /** Called after something that the host said was taken up, before it is drawn. */
  readonly onNotice?: (notice: Exclude<PageNotice, { type: 'answer' }>) => void;
  /** Called once a second while the page can be seen, for what changes by the clock alone. */
  readonly tick: () => void;
}

/** What the pages of the editor have in common: the talk with the host, what it shows, and when that is drawn. */
export class LivePage {
  readonly host: Host;
  readonly shown = new Shown();
  /** Says what went wrong in the talk itself. */
  readonly message = new MessageLine();
  /** Tells a screen reader what changes. */
  readonly announcer = new Announcer();
  readonly #waitingPlace: HTMLElement;
  readonly #frame: Frame;
  readonly #onNotice: LivePageOptions['onNotice'];

  constructor({ api, waitingPlace, draw, onNotice, tick }: LivePageOptions) {
    this.#waitingPlace = waitingPlace;
    this.#onNotice = onNotice;
    this.#frame = new Frame(() => (this.shown.isKnown ? draw() : []));
    this.host = new Host(
      api,
      (notice) => {
        this.#take(notice);
      },
      (problem) => {
        this.message.fail(problem);
      },
    );
    setInterval(() => {
      if (!document.hidden) {
        tick();
      }
    }, 1000);
  }

  /** Asks the host to show the page what it is for. */
  begin(): void {
    askToBeShown(this.host, this.message, this.shown, this.#waitingPlace);
  }

  /** Has the page drawn with the next frame, for what a person does. */
  askToDraw(): void {
    this.#frame.ask();
  }

  /** Has the page drawn after so many milliseconds, if it was not before. */
  askToDrawIn(milliseconds: number): void {
    this.#frame.askIn(milliseconds);
  }

  #take(notice: Exclude<PageNotice, { type: 'answer' }>): void {
    if (!this.shown.take(notice)) {
      // A growth is missing: only a new snapshot helps.
      this.begin();
    }
    this.announcer.show(this.shown.courses);
    this.#onNotice?.(notice);
    this.#frame.askInTime();
  }
}
