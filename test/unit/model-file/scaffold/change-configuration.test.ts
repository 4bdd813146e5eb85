import { describe, expect, it, vi } from 'vitest';
import {
  changeConfiguration,
  configurationPath,
} from '../../../../src/model-file/scaffold/change-configuration.js';

// As on Windows, where a path in a tsconfig.json has forward slashes all the same.
vi.mock(import('node:path'), async (original) => {
  const { win32 } = await original();
  return { ...win32, default: win32 };
});

const directory = 'C:\\work';
const modules = {
  'modality-lens': 'C:\\work\\.modality-lens\\types\\modality-lens.d.ts',
  '@tensorflow/tfjs': 'C:\\work\\.modality-lens\\types\\tfjs.d.ts',
};
const ours = './.modality-lens/tsconfig.json';

function change(text: string): ReturnType<typeof changeConfiguration> {
  const base = 'C:\\work\\.modality-lens\\tsconfig.json';
  return changeConfiguration({ text, directory, base, modules });
}

describe('changeConfiguration', () => {
  it('extends a configuration that extends nothing, and keeps the rest of its text', () => {
    const text = '{\r\n\t// Mine.\r\n\t"include": ["src"], // here\r\n}\r\n';
    expect(change(text)?.addition).toEqual({ extends: ours });
    const changed = change(text)?.changed ?? '';
    expect(changed).toMatch(/\r\n\t"extends": ".\/.modality-lens\/tsconfig.json"/);
    expect(changed).toContain('// Mine.');
    expect(changed).toContain('"include": ["src"], // here');
    expect(changed.replaceAll('\r\n', '')).not.toContain('\n');
    expect(change(changed)).toBeNull();
  });

  it.each([
    ['"./base.json"', ['./base.json', ours]],
    ['["./one.json", "two"]', ['./one.json', 'two', ours]],
  ])('comes after %s', (present, all) => {
    expect(change(`{ "extends": ${present} }`)?.addition).toEqual({ extends: all });
  });

  it('adds the modules to paths that would replace ours, but not over those that are there', () => {
    const text = `{ "extends": "${ours}",
      "compilerOptions": { "baseUrl": "src", "paths": { "@tensorflow/tfjs": ["./own"] } } }`;
    const file = '../.modality-lens/types/modality-lens.d.ts';
    const paths = { 'modality-lens': [file] };
    expect(change(text)?.addition).toEqual({ compilerOptions: { paths } });
    const changed = change(text)?.changed ?? '';
    expect(JSON.parse(changed)).toMatchObject({
      extends: ours,
      compilerOptions: { baseUrl: 'src', paths: { ...paths, '@tensorflow/tfjs': ['./own'] } },
    });
    expect(change(changed)).toBeNull();
  });

  it.each(['', '[]', '{ "extends": 1 }', '{ "extends": '])('does not touch %j', (text) => {
    expect(change(text)).toEqual({ addition: { extends: ours }, changed: null });
  });
});

describe('configurationPath', () => {
  it('has forward slashes', () => {
    expect(configurationPath('C:\\work\\deep', 'C:\\work\\a\\b.json')).toBe('../a/b.json');
    expect(configurationPath('C:\\work', 'C:\\work\\..b.json')).toBe('./..b.json');
  });
});
