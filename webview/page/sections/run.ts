import * as l10n from '@vscode/l10n';
import { inWords, splitInWords } from '../../../src/metrics/findings/words.js';
import type { RunEvent, RunState } from '../../../src/record/event.js';
import { fromEnglish } from '../../../src/record/retell.js';
import { stateInWords } from '../../../src/record/run-in-words.js';
import { collapsed, element, section, table } from '../element.js';
import { runColumn } from '../run-column.js';
import type { ShownRun } from '../shown-run.js';
import { date } from '../time-in-words.js';
import type { PageContext } from './section.js';

/** What each run is: device, files, configuration, events and warnings. */
export function runSection({ runs }: PageContext): HTMLElement {
  const columns = runs.map((run) =>
    runColumn(run, runs.length, facts(run), damages(run), configuration(run), events(run)),
  );
  return section(
    'run',
    runs.length > 1 ? l10n.t('Runs') : l10n.t('Run'),
    element('div', { className: 'columns' }, ...columns),
  );
}

function facts({ snapshot }: ShownRun): HTMLElement {
  const { description, directory, state, reason } = snapshot;
  const { device, model, seed, samples, only } = description;
  const rows: [string, string][] = [
    [l10n.t('run'), directory],
    [l10n.t('state'), stateWithReason(state, reason)],
    [l10n.t('begun'), date(description.created)],
    [l10n.t('device'), `${device.description} (${device.backend})`],
    [l10n.t('model file'), model.file],
    [
      l10n.t('hash of the model files'),
      model.hash === '' ? l10n.t('none') : `SHA-256 ${model.hash}`,
    ],
    [l10n.t('seed'), String(seed)],
    [
      l10n.t('samples'),
      Object.entries(samples)
        .map(([split, count]) => `${split} ${inWords(count, 'count')}`)
        .join(', '),
    ],
    [
      l10n.t('modalities'),
      description.modalities.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', '),
    ],
    [l10n.t('trained'), only === null ? l10n.t('all modalities') : l10n.t('{0} alone', only)],
    [l10n.t('balancing'), settings(description.balancing)],
    [l10n.t('versions'), settings(description.versions)],
  ];
  const list = element('dl', { className: 'facts' });
  for (const [term, value] of rows) {
    list.append(element('dt', {}, term), element('dd', {}, value));
  }
  return list;
}

function settings(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

function damages({ snapshot }: ShownRun): HTMLElement | null {
  return snapshot.damages.length === 0
    ? null
    : element(
        'div',
        {},
        element('h4', {}, l10n.t('Not all of the run could be read')),
        element('ul', {}, ...snapshot.damages.map((damage) => element('li', {}, damage))),
      );
}

function configuration({ snapshot }: ShownRun): HTMLElement {
  const text = JSON.stringify(snapshot.description.configuration, undefined, 2);
  return collapsed('configuration', l10n.t('Configuration'), element('pre', {}, text));
}

function events({ snapshot, name }: ShownRun): HTMLElement {
  const rows = snapshot.events.map((event) => [
    { content: inWords(event.step, 'count'), isNumber: true },
    { content: date(event.time) },
    { content: eventType(event) },
    { content: said(event) },
  ]);
  const left = snapshot.eventsLeftOut;
  const caption =
    left === 0
      ? l10n.t('Everything rare that happened')
      : l10n.t(
          'An even choice of what happened; {0} more events are in the run',
          inWords(left, 'count'),
        );
  return collapsed(
    'events',
    l10n.t('Events ({0})', inWords(rows.length, 'count')),
    table(caption, [l10n.t('step'), l10n.t('time'), l10n.t('event'), l10n.t('what')], rows, name),
  );
}

function eventType({ type }: RunEvent): string {
  switch (type) {
    case 'state':
      return l10n.t('state');
    case 'epoch':
      return l10n.t('epoch');
    case 'evaluation':
      return l10n.t('evaluation');
    case 'utilization':
      return l10n.t('utilization');
    case 'gates':
      return l10n.t('gates');
    case 'strategy':
      return l10n.t('strategy');
    case 'checkpoint':
      return l10n.t('checkpoint');
    case 'warning':
      return l10n.t('warning');
  }
}

function said(event: RunEvent): string {
  switch (event.type) {
    case 'state':
      return stateWithReason(event.state, event.reason);
    case 'epoch':
      return event.evaluation === null
        ? l10n.t('epoch {0}', event.epoch)
        : l10n.t(
            'epoch {0}, accuracy {1} %',
            event.epoch,
            inWords(event.evaluation.accuracy, 'accuracy'),
          );
    case 'evaluation':
      return l10n.t(
        '{0}, accuracy {1} %',
        splitInWords(event.evaluation.split),
        inWords(event.evaluation.accuracy, 'accuracy'),
      );
    case 'utilization':
      return l10n.t(
        '{0}, cut by {1}, {2} samples',
        splitInWords(event.utilization.split),
        event.utilization.cut,
        inWords(event.utilization.samples, 'count'),
      );
    case 'gates':
      return l10n.t(
        '{0}, {1} samples',
        splitInWords(event.gates.split),
        inWords(event.gates.samples, 'count'),
      );
    case 'strategy':
      return settings(event.balancing);
    case 'checkpoint':
      return event.best ? l10n.t('the best so far') : '';
    case 'warning':
      return fromEnglish(event.message);
  }
}

function stateWithReason(state: RunState, reason: string | null): string {
  return reason === null ? stateInWords(state) : `${stateInWords(state)}: ${fromEnglish(reason)}`;
}
