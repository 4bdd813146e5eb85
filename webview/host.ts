import * as l10n from '@vscode/l10n';
import {
  pageNotice,
  type PageNotice,
  type PageRequest,
  type PageRequestBody,
  type PageResult,
} from '../src/record/page-message.js';
import { unpackColumns } from '../src/record/packed-columns.js';
import { Problem } from '../src/record/problem.js';
import { earlyId } from './asked-early.js';

/** What VS Code gives a webview, once. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

const [second, minute] = [1000, 60_000];

/** How long a request may take. What asks the person something, or loads a model file, may take long. */
const patience: Record<PageRequest['type'], number> = {
  ready: 20 * second,
  pause: 30 * second,
  resume: 30 * second,
  stop: 30 * second,
  stopAtOnce: 30 * second,
  balance: 30 * second,
  openPanel: 30 * second,
  openModelFile: 30 * second,
  reveal: 30 * second,
  showBackends: 5 * minute,
  continue: 10 * minute,
  inspect: 30 * minute,
  exportReport: 30 * minute,
  saveChart: 30 * minute,
  inspectSamples: 30 * minute,
  inspectGates: 30 * minute,
  gates: 30 * second,
  listInspections: 30 * second,
  samples: 30 * second,
  openFolder: 30 * minute,
  manageTrust: 30 * minute,
  newModelFile: 30 * minute,
  train: 30 * minute,
};

interface Waiting {
  readonly settle: (problem: Problem | null, result: PageResult | null) => void;
  readonly timer: number;
}

/** The page's end of the talk with the editor. */
export class Host {
  readonly #api: Pick<WebviewApi, 'postMessage'>;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  /**
   * @param onNotice called with what the host says unasked, in the order in which it says it
   * @param onUnreadable called where a message is not what the host and the page have agreed on
   */
  constructor(
    api: Pick<WebviewApi, 'postMessage'>,
    onNotice: (notice: Exclude<PageNotice, { type: 'answer' }>) => void,
    onUnreadable: (problem: Problem) => void,
  ) {
    this.#api = api;
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const read = pageNotice.safeParse(unpackColumns(data));
      if (!read.success) {
        onUnreadable(unreadable(read.error));
      } else if (read.data.type === 'answer') {
        const { id, problem, result = null } = read.data;
        this.#settle(id, problem === null ? null : new Problem(problem), result);
      } else {
        onNotice(read.data);
      }
    });
  }

  /**
   * Asks for something. The first thing is to be shown, and was asked for before the page was made.
   *
   * @returns what the host answered with; null where it only did it
   * @throws Problem that the host answered with, or that no answer came in time
   */
  request(body: PageRequestBody): Promise<PageResult | null> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const settle: Waiting['settle'] = (problem, result) => {
        if (problem === null) {
          resolve(result);
        } else {
          reject(problem);
        }
      };
      const limit = patience[body.type];
      const timer = window.setTimeout(() => {
        this.#settle(id, unanswered(limit), null);
      }, limit);
      this.#waiting.set(id, { settle, timer });
      if (id !== earlyId || body.type !== 'ready') {
        this.#api.postMessage({ ...body, id });
      }
    });
  }

  #settle(id: number, problem: Problem | null, result: PageResult | null): void {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) {
      this.#waiting.delete(id);
      clearTimeout(waiting.timer);
      waiting.settle(problem, result);
    }
  }
}

function unanswered(limit: number): Problem {
  return new Problem({
    code: 'internal',
    what:
      limit < minute
        ? l10n.t('The editor has not answered for {0} seconds.', limit / second)
        : l10n.t('The editor has not answered for {0} minutes.', limit / minute),
    remedy: l10n.t(
      'It may still do what was asked; if nothing happens, ask again or reload the window.',
    ),
  });
}

function unreadable(cause: Error): Problem {
  return new Problem(
    {
      code: 'internal',
      what: l10n.t('The editor sent something that this page does not understand.'),
      remedy: l10n.t(
        'Reload the window; if that does not help, the extension is to be installed anew.',
      ),
    },
    { cause },
  );
}
