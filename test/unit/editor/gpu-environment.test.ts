import { expect, test } from 'vitest';
import { gpuEnvironment } from '../../../src/editor/sessions/gpu-environment.js';

const nothing = { allowGrowth: true, visibleDevices: null, libraryPaths: [] };

test('what is not chosen is left to the environment', () => {
  expect(gpuEnvironment(nothing, { LD_LIBRARY_PATH: '/before' }, 'linux')).toEqual({
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  });
});

test('devices and memory are told as CUDA and TensorFlow know them', () => {
  const chosen = { ...nothing, allowGrowth: false, visibleDevices: '0,2' };
  expect(gpuEnvironment(chosen, {}, 'linux')).toEqual({
    TF_FORCE_GPU_ALLOW_GROWTH: 'false',
    CUDA_VISIBLE_DEVICES: '0,2',
  });
});

test.each([
  ['linux', {}, 'LD_LIBRARY_PATH', '/a:/b'],
  ['linux', { LD_LIBRARY_PATH: '/before' }, 'LD_LIBRARY_PATH', '/a:/b:/before'],
  ['darwin', {}, 'DYLD_LIBRARY_PATH', '/a:/b'],
  ['win32', { Path: 'C:\\Windows' }, 'Path', '/a;/b;C:\\Windows'],
] as const)(
  'on %s libraries are looked for where they were chosen first',
  (platform, environment, name, expected) => {
    const chosen = { ...nothing, libraryPaths: ['/a', '/b'] };
    expect(gpuEnvironment(chosen, environment, platform)).toMatchObject({ [name]: expected });
  },
);
