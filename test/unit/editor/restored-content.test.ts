import path from 'node:path';
import { expect, test } from 'vitest';
import { restoredContent } from '../../../src/editor/panel/restored-content.js';

const runsDirectory = path.resolve('/work/models/.modality-lens/runs');
const state = {
  runsDirectory,
  directories: ['one', 'two'],
  tab: 'overview',
  smoothed: true,
  zoom: null,
};

test('a panel shows again what it showed before', () => {
  expect(restoredContent(state)).toEqual({
    kind: 'runs',
    directories: [path.join(runsDirectory, 'one'), path.join(runsDirectory, 'two')],
  });
});

test.each([
  ['nothing at all', undefined],
  ['something else', { runs: 3 }],
  ['a folder above', { ...state, directories: ['..'] }],
  ['a path that climbs out', { ...state, directories: ['../../secrets'] }],
  ['a path of two names', { ...state, directories: ['one/two'] }],
  ['a folder that depends on where it is read', { ...state, runsDirectory: 'runs' }],
])('a state that is %s shows no run', (_, given) => {
  expect(restoredContent(given)).toEqual({ kind: 'nothing', why: 'no-run', problem: null });
});
