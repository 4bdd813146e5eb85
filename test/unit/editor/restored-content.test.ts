import path from 'node:path';
import { expect, test } from 'vitest';
import type { PanelState } from '../../../src/record/page-message.js';
import { restoredContent } from '../../../src/editor/panel/restored-content.js';

const one = path.resolve('/work/models/.modality-lens/runs/one');
const state: PanelState = {
  places: [one, path.resolve('/elsewhere/two')],
  ...{ tab: 'overview', smoothed: true, zoom: null, inspect: null, scroll: 0 },
};

test('a comparison shows again what it showed before, from whatever folders', () => {
  expect(restoredContent(state)).toEqual({ kind: 'runs', directories: state.places });
});

test.each([
  ['nothing at all', undefined],
  ['something else', { runs: 3 }],
  ['a path that climbs', { ...state, places: [`${one}/../../secrets`] }],
  ['a path that depends on where it is read', { ...state, places: ['runs/one'] }],
  ['a range without steps', { ...state, zoom: { first: 9, last: 9 } }],
  ['more runs than a page shows', { ...state, places: Array.from({ length: 21 }, () => one) }],
])('a state that is %s shows no run', (_, given) => {
  expect(restoredContent(given)).toEqual({ kind: 'nothing', why: 'no-run', problem: null });
});
