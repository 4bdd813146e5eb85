/// <reference lib="dom" />
import type { RunState } from '../../src/record/event.js';
import type { PageNotice, PageRequest } from '../../src/record/page-message.js';
import {
  snapshotOf,
  syntheticGrowth,
  syntheticInspection,
  syntheticLive,
  syntheticRun,
} from '../support/synthetic-run.js';
import { putTheme, themes, type ThemeKind } from '../support/vscode-themes.js';

/** A run that gains steps, as an editor would tell a page of it. */
class FakeHost {
  readonly #page: () => Window;
  #steps = 300;
  #revision = 0;
  #state: RunState = 'training';
  #switched: number | null = null;

  constructor(page: () => Window) {
    this.#page = page;
    addEventListener('message', ({ data }: MessageEvent<PageRequest>) => {
      this.#answer(data);
    });
    setInterval(() => {
      this.#grow();
    }, 500);
  }

  get #given() {
    return { state: this.#state, switched: this.#switched, hasNullBand: true, steps: this.#steps };
  }

  #tell(notice: PageNotice): void {
    this.#page().postMessage(notice, '*');
  }

  #grow(): void {
    if (this.#state === 'training') {
      const to = this.#steps + 5;
      const growth = syntheticGrowth(this.#given, this.#steps, to, this.#revision);
      this.#steps = to;
      this.#revision += 1;
      this.#tell({ type: 'grow', growth });
      this.#tell({ type: 'live', live: syntheticLive(this.#given, { lastStep: Date.now() }) });
    }
  }

  #show(): void {
    this.#revision = 0;
    const isOurs = this.#state === 'training' || this.#state === 'paused';
    this.#tell({
      type: 'show',
      snapshot: { ...snapshotOf(syntheticRun(this.#given)), taken: Date.now() },
      live: [syntheticLive(this.#given, { isOurs, lastStep: Date.now() })],
      unreadable: [],
      places: ['/project/.modality-lens/runs/live'],
      preferred: { alpha: null, window: null, warmUpEpochs: null },
    });
  }

  #answer(request: PageRequest): void {
    const { type, id } = request;
    const states: Partial<Record<PageRequest['type'], RunState>> = {
      pause: 'paused',
      resume: 'training',
      continue: 'training',
      stop: 'stopped',
    };
    this.#state = states[type] ?? this.#state;
    if (type === 'balance') {
      this.#switched = this.#steps;
    }
    if (type === 'inspect') {
      const { directory } = request;
      this.#tell({ type: 'inspected', directory, inspection: syntheticInspection() });
    } else if (type === 'ready' || type === 'balance' || type in states) {
      this.#show();
    }
    this.#tell({ type: 'answer', id, problem: null });
  }
}

/** A list to choose from, above the page. */
function chooser(label: string, values: readonly string[], onChoice: (value: string) => void) {
  const list = document.createElement('select');
  list.setAttribute('aria-label', label);
  list.append(...values.map((value) => new Option(value)));
  list.addEventListener('change', () => {
    onChoice(list.value);
  });
  return list;
}

const page = document.createElement('iframe');
page.style.cssText = 'border: 0; width: 1200px; height: calc(100vh - 48px); display: block';
const kinds = Object.keys(themes) as ThemeKind[];
let [theme] = kinds;
const dress = (): void => {
  const script = page.contentDocument?.createElement('script');
  const own = page.contentDocument?.querySelector('script');
  if (script !== undefined && own !== null && own !== undefined) {
    script.nonce = own.nonce;
    script.textContent = putTheme(theme);
    own.after(script);
  }
};
page.addEventListener('load', dress);
page.src = '/panel.html';
document.body.append(
  chooser('Page', ['panel', 'sidebar'], (name) => {
    page.src = `/${name}.html`;
  }),
  chooser('Width', ['1200', '600', '300', '200'], (width) => {
    page.style.width = `${width}px`;
  }),
  chooser('Theme', kinds, (kind) => {
    theme = kind as ThemeKind;
    dress();
  }),
  page,
);
new FakeHost(() => page.contentWindow ?? window);
