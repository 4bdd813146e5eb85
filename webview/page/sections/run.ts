import { inWords } from '../../../src/metrics/findings/words.js';
import type { RunEvent } from '../../../src/record/event.js';
import { collapsed, element, section, table } from '../element.js';
import type { ShownRun } from '../shown-run.js';
import { date } from '../time-in-words.js';
import type { PageContext } from './section.js';

/** What each run is: device, files, configuration, events and warnings. */
export function runSection({ runs }: PageContext): HTMLElement {
  const columns = runs.map((run) =>
    element(
      'div',
      { className: 'column' },
      runs.length > 1 ? element('h3', {}, run.name) : null,
      facts(run),
      damages(run),
      configuration(run),
      events(run),
    ),
  );
  return section(
    'run',
    runs.length > 1 ? 'Runs' : 'Run',
    element('div', { className: 'columns' }, ...columns),
  );
}

function facts({ snapshot }: ShownRun): HTMLElement {
  const { description, directory, state, reason } = snapshot;
  const { device, model, seed, samples, only } = description;
  const rows: [string, string][] = [
    ['run', directory],
    ['state', reason === null ? state : `${state}: ${reason}`],
    ['begun', date(description.created)],
    ['device', `${device.description} (${device.backend})`],
    ['model file', model.file],
    ['hash of the model files', model.hash === '' ? 'none' : `SHA-256 ${model.hash}`],
    ['seed', String(seed)],
    [
      'samples',
      Object.entries(samples)
        .map(([split, count]) => `${split} ${inWords(count, 'count')}`)
        .join(', '),
    ],
    [
      'modalities',
      description.modalities.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', '),
    ],
    ['trained', only === null ? 'all modalities' : `${only} alone`],
    ['balancing', settings(description.balancing)],
    ['versions', settings(description.versions)],
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
        element('h4', {}, 'Not all of the run could be read'),
        element('ul', {}, ...snapshot.damages.map((damage) => element('li', {}, damage))),
      );
}

function configuration({ snapshot }: ShownRun): HTMLElement {
  const text = JSON.stringify(snapshot.description.configuration, undefined, 2);
  return collapsed('Configuration', element('pre', {}, text));
}

function events({ snapshot, name }: ShownRun): HTMLElement {
  const rows = snapshot.events.map((event) => [
    { content: inWords(event.step, 'count'), isNumber: true },
    { content: date(event.time) },
    { content: event.type },
    { content: said(event) },
  ]);
  const left = snapshot.eventsLeftOut;
  const caption =
    left === 0
      ? 'Everything rare that happened'
      : `An even choice of what happened; ${inWords(left, 'count')} more events are in the run`;
  return collapsed(
    `Events (${inWords(rows.length, 'count')})`,
    table(caption, ['step', 'time', 'event', 'what'], rows, name),
  );
}

function said(event: RunEvent): string {
  switch (event.type) {
    case 'state':
      return event.reason === null ? event.state : `${event.state}: ${event.reason}`;
    case 'epoch':
      return `epoch ${event.epoch}${event.evaluation === null ? '' : `, accuracy ${inWords(event.evaluation.accuracy, 'accuracy')} %`}`;
    case 'evaluation':
      return `${event.evaluation.split}, accuracy ${inWords(event.evaluation.accuracy, 'accuracy')} %`;
    case 'utilization':
      return `${event.utilization.split}, cut by ${event.utilization.cut}, ${inWords(event.utilization.samples, 'count')} samples`;
    case 'strategy':
      return settings(event.balancing);
    case 'checkpoint':
      return event.best ? 'the best so far' : '';
    case 'warning':
      return event.message;
  }
}
