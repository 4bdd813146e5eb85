import type { PageRequestBody } from '../../src/record/page-message.js';
import { formatProblem } from '../../src/record/problem.js';
import type { Host } from '../host.js';
import { element } from '../page/element.js';
import { ActionButton } from '../ui/button.js';
import { MessageLine } from './message-line.js';
import type { NothingToShow, Shown } from './shown.js';

interface Welcome {
  readonly heading: string;
  readonly words: string;
  /** What helps, the most likely first. */
  readonly ways: readonly { readonly label: string; readonly request: PageRequestBody }[];
}

const newModelFile = { label: 'New model file', request: { type: 'newModelFile' } } as const;
const train = { label: 'Train', request: { type: 'train' } } as const;
const backends = { label: 'Show compute backends', request: { type: 'showBackends' } } as const;

const welcomes: Record<NothingToShow, Welcome> = {
  'no-folder': {
    heading: 'No folder is open.',
    words: 'Model files and their runs live in a folder.',
    ways: [{ label: 'Open folder', request: { type: 'openFolder' } }],
  },
  'no-model-file': {
    heading: 'No model file yet.',
    words:
      'A model file (*.multimodal.ts) says what is trained, on what, and how. A new one trains as it stands.',
    ways: [newModelFile, backends],
  },
  'no-run': {
    heading: 'Nothing has been trained yet.',
    words: 'Train a model file; what goes on appears here, live.',
    ways: [train, newModelFile, backends],
  },
  deleted: {
    heading: 'The run is gone.',
    words: 'Its folder was deleted or moved.',
    ways: [],
  },
  unreadable: {
    heading: 'The run cannot be read.',
    words: '',
    ways: [],
  },
};

/** Why there is nothing to show, and the buttons that help. */
export function nothingToShow(
  { why, problem }: NonNullable<Shown['nothing']>,
  host: Host,
): HTMLElement {
  const { heading, words, ways } = welcomes[why];
  const message = new MessageLine();
  const buttons = ways.map(
    ({ label, request }, place) =>
      new ActionButton(label, {
        appearance: place === 0 ? 'primary' : 'secondary',
        onClick: () => void message.follow('…', host.request(request)),
      }),
  );
  return element(
    'div',
    { className: 'welcome' },
    element('h1', {}, heading),
    words === '' ? null : element('p', {}, words),
    problem === null ? null : element('p', { className: 'problem' }, formatProblem(problem)),
    element('div', { className: 'buttons' }, ...buttons.map(({ root }) => root)),
    message.root,
  );
}
