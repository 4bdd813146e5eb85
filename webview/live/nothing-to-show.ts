import * as l10n from '@vscode/l10n';
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

function welcome(why: NothingToShow): Welcome {
  const newModelFile = {
    label: l10n.t('New model file'),
    request: { type: 'newModelFile' },
  } as const;
  const backends = {
    label: l10n.t('Show compute backends'),
    request: { type: 'showBackends' },
  } as const;
  switch (why) {
    case 'no-folder':
      return {
        heading: l10n.t('No folder is open.'),
        words: l10n.t('Model files and their runs live in a folder.'),
        ways: [{ label: l10n.t('Open folder'), request: { type: 'openFolder' } }],
      };
    case 'not-trusted':
      return {
        heading: l10n.t('This folder is not trusted.'),
        words: l10n.t(
          'Its runs are shown here. A model file is code: training needs a folder that you trust.',
        ),
        ways: [{ label: l10n.t('Manage workspace trust'), request: { type: 'manageTrust' } }],
      };
    case 'no-model-file':
      return {
        heading: l10n.t('No model file yet.'),
        words: l10n.t(
          'A model file (*.multimodal.ts) says what is trained, on what, and how. A new one trains as it stands.',
        ),
        ways: [newModelFile, backends],
      };
    case 'no-run':
      return {
        heading: l10n.t('Nothing has been trained yet.'),
        words: l10n.t('Train a model file; what goes on appears here, live.'),
        ways: [{ label: l10n.t('Train'), request: { type: 'train' } }, newModelFile, backends],
      };
    case 'deleted':
      return {
        heading: l10n.t('The run is gone.'),
        words: l10n.t('Its folder was deleted or moved.'),
        ways: [],
      };
    case 'unreadable':
      return {
        heading: l10n.t('The run cannot be read.'),
        words: '',
        ways: [{ label: l10n.t('Try again'), request: { type: 'ready' } }],
      };
  }
}

/** Why there is nothing to show, and the buttons that help. */
export function nothingToShow(
  { why, problem }: NonNullable<Shown['nothing']>,
  host: Host,
): HTMLElement {
  const { heading, words, ways } = welcome(why);
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
