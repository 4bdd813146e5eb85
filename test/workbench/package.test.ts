import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, inject, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Everything that is meant to be in the package. */
const meant = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/ThirdPartyNotices.txt',
  'extension/dist/cli.js',
  'extension/dist/cli.js.LEGAL.txt',
  'extension/dist/extension.js',
  'extension/dist/tfjs-backend-wasm-simd.wasm',
  'extension/dist/types/modality-lens.d.ts',
  'extension/dist/types/tfjs.d.ts',
  'extension/dist/webview/page.css',
  'extension/dist/webview/panel.css',
  'extension/dist/webview/panel.js',
  'extension/dist/webview/report.js',
  'extension/dist/webview/sidebar.css',
  'extension/dist/webview/sidebar.js',
  'extension/docs/backends.md',
  'extension/examples/colored-and-gray-mnist.multimodal.ts',
  'extension/l10n/bundle.l10n.de.json',
  'extension/l10n/bundle.l10n.json',
  'extension/media/activity.svg',
  'extension/media/guide/measure.svg',
  'extension/media/guide/mend.svg',
  'extension/media/guide/own-data.de.md',
  'extension/media/guide/own-data.md',
  'extension/media/guide/own-model.de.md',
  'extension/media/guide/own-model.md',
  'extension/media/guide/see.svg',
  'extension/media/icon.png',
  'extension/media/icon.svg',
  'extension/media/run-dark.svg',
  'extension/media/run-light.svg',
  'extension/package.json',
  'extension/package.nls.de.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

describe('the package', () => {
  let files: Record<string, Uint8Array>;
  const text = (name: string): string => Buffer.from(files[name]).toString('utf8');

  beforeAll(async () => {
    files = unzipSync(await readFile(inject('extension')));
  });

  it('holds what is meant to be in it, and nothing else', () => {
    const names = Object.keys(files).sort();
    const isPart = (name: string): boolean => /^extension\/dist\/editor\/[\w-]+\.js$/.test(name);
    expect(names.filter((name) => !isPart(name))).toEqual(meant.toSorted());
    expect(names.filter(isPart)).not.toEqual([]);
  });

  it('is smaller than 10 MB', async () => {
    expect((await stat(inject('extension'))).size).toBeLessThan(10e6);
  });

  it('brings the licences of the packages that are bundled', () => {
    const notices = text('extension/dist/ThirdPartyNotices.txt');
    for (const name of ['@tensorflow/tfjs-core', 'chart.js', 'zod', '@babel/parser']) {
      expect(notices).toContain(`\n${name} `);
    }
  });

  it('has a README that needs no file beside it', () => {
    const links = [...text('extension/readme.md').matchAll(/\]\(([^)]+)\)/g)].map(
      ([, link]) => link,
    );
    expect(links).not.toEqual([]);
    expect(links.filter((link) => !/^(https:|data:image\/png;|#)/.test(link))).toEqual([]);
  });

  it.each(['extension-metafile.json', 'webview/metafile.json'])(
    'has not one byte of tf in the bundles of %s',
    async (name) => {
      const { outputs } = JSON.parse(await readFile(path.join(root, 'dist', name), 'utf8')) as {
        outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
      };
      const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
      expect(inputs).not.toEqual([]);
      const bytes = inputs
        .filter(([file]) => file.includes('@tensorflow'))
        .map(([, { bytesInOutput }]) => bytesInOutput);
      expect(bytes.reduce((sum, each) => sum + each, 0)).toBe(0);
    },
  );
});
