import { describe, expect, test } from 'vitest';
import { ladderLines } from '../../../src/editor/backends/ladder-words.js';
import type { Rung } from '../../../src/compute/probe-ladder.js';

const rungs: Rung[] = [
  { name: 'tensorflow-gpu', available: false, reason: 'It is not installed.' },
  { name: 'webgpu', available: true, device: { backend: 'webgpu', description: 'A GPU' } },
  { name: 'wasm', available: true, device: { backend: 'wasm', description: 'CPU' } },
];

describe('the ladder', () => {
  test('has every rung with its device or the reason why not, and what training takes', () => {
    const lines = ladderLines(rungs, null, []);
    expect(
      lines.map(({ name, description, detail, isAvailable }) => [
        name,
        description,
        detail,
        isAvailable,
      ]),
    ).toEqual([
      [null, 'current setting', 'The first that works: now webgpu.', true],
      ['tensorflow-gpu', 'not available', 'It is not installed.', false],
      ['webgpu', 'what training takes', 'A GPU', true],
      ['wasm', '', 'CPU', true],
    ]);
  });

  test('says of one that was chosen that training takes it, though it is not available', () => {
    const [auto, chosen, webgpu] = ladderLines(rungs, 'tensorflow-gpu', []);
    expect([auto, chosen, webgpu].map(({ description }) => description)).toEqual([
      '',
      'not available · what training takes',
      '',
    ]);
  });

  test('says where none works', () => {
    const [auto] = ladderLines(rungs.slice(0, 1), null, []);
    expect(auto).toMatchObject({
      isAvailable: false,
      detail: expect.stringContaining('None') as string,
    });
  });
});
