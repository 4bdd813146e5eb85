import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Metafile {
  readonly outputs: Record<string, { readonly inputs: Record<string, unknown> }>;
}

const file = path.resolve(import.meta.dirname, '../../../dist/webview/metafile.json');
const { outputs } = JSON.parse(await readFile(file, 'utf8')) as Metafile;

/** The sources that a built page is made of. */
function sourcesOf(name: string): string[] {
  return Object.keys(outputs[`dist/webview/${name}.js`]?.inputs ?? {});
}

const toolkit = /@vscode\/webview-ui-toolkit|@microsoft\/fast/;

describe('the built pages', () => {
  it.each(['report', 'panel', 'sidebar'])(
    '%s is there, and has no tf and nothing of the host',
    (name) => {
      const sources = sourcesOf(name);
      expect(sources).toContain(`webview/${name}.ts`);
      const floors = /^src\/(?!record|metrics|series)/;
      expect(
        sources.filter((source) => source.includes('@tensorflow') || floors.test(source)),
      ).toEqual([]);
    },
  );

  it('has the toolkit in the pages of the editor, and not in the report', () => {
    expect(sourcesOf('report').filter((source) => toolkit.test(source))).toEqual([]);
    expect(sourcesOf('panel').some((source) => toolkit.test(source))).toBe(true);
    expect(sourcesOf('sidebar').some((source) => toolkit.test(source))).toBe(true);
  });

  it('has no chart library in the sidebar', () => {
    expect(sourcesOf('sidebar').filter((source) => source.includes('chart.js'))).toEqual([]);
  });
});
