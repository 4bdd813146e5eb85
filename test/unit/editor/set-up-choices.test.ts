import { expect, test } from 'vitest';
import type { Installation } from '../../../src/compute/installed-backends.js';
import { setUpChoices } from '../../../src/editor/backends/set-up-choices.js';

const installed: Installation = {
  ...{ backend: 'webgpu', way: 'packed', contents: ['webgpu 0.6.2'], folder: 'abc' },
  ...{ device: 'A GPU', size: 22_000_000, time: '2026-01-01T00:00:00.000Z' },
};

function offered(platform: string, arch: string): string[] {
  return setUpChoices([], { platform, arch }).map(
    ({ backend, way }) => `${backend} ${String(way)}`,
  );
}

test('what can be had on a system is offered, what serves any GPU first', () => {
  expect(offered('linux', 'x64')).toEqual([
    'webgpu packed',
    'tensorflow-gpu built',
    'tensorflow-gpu published',
    'tensorflow built',
    'tensorflow published',
  ]);
  expect(offered('darwin', 'arm64')).toEqual([
    'webgpu packed',
    'tensorflow built',
    'tensorflow published',
  ]);
  expect(offered('win32', 'x64')).toEqual([
    'webgpu packed',
    'tensorflow-gpu published',
    'tensorflow published',
  ]);
});

test('what was set up is marked, and can be removed', () => {
  const choices = setUpChoices([installed], { platform: 'linux', arch: 'x64' });
  expect(choices[0]).toMatchObject({ backend: 'webgpu', way: 'packed', description: 'set up' });
  expect(
    choices
      .slice(1, -1)
      .map(({ description }) => description)
      .join(''),
  ).toBe('');
  expect(choices.at(-1)).toMatchObject({
    ...{ backend: 'webgpu', way: null, description: '22 MB' },
    detail: 'webgpu 0.6.2, set up on A GPU',
  });
});
