import { ESLint } from 'eslint';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

test('every message of the code and of package.json is in the bundle and in every translation, with its placeholders', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['l10n.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).toBe('');
});

describe('lint', () => {
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: [
      tseslint.configs.disableTypeChecked,
      { languageOptions: { parserOptions: { projectService: false } } },
    ],
  });
  const complaints = async (source: string, file = 'webview/page/planted.ts'): Promise<number> => {
    const [result] = await eslint.lintText(source, { filePath: path.join(root, file) });
    return result.messages.filter(({ ruleId }) => ruleId === 'no-restricted-syntax').length;
  };

  test.each([
    ['outside of any function', `const heading = l10n.t('Overview');`],
    ['outside of any function', `const heading = vscode.l10n.t('Overview');`],
    ['glued together', 'function say() { return l10n.t(`${count} runs`); }'],
    ['by another name', 'function say() { const { t } = vscode.l10n; }'],
    ['by another name', 'function say() { return words(vscode.l10n.t); }'],
    ['in a variable', 'function say() { return vscode.l10n.t(message); }'],
  ])('refuses a message that is said %s: %s', async (_, source) => {
    expect(await complaints(source)).toBe(1);
  });

  test.each([
    `function say() { return l10n.t('{0} runs', count); }`,
    `const say = () => l10n.t({ message: 'Run', comment: 'A training.' });`,
    `class Widget { label = vscode.l10n.t('Run'); }`,
  ])('allows %s', async (source) => {
    expect(await complaints(source)).toBe(0);
  });

  const folders = [
    'record',
    'balancing',
    'runs',
    'data',
    'compute',
    'setup',
    'network',
    'training',
  ];

  test.each([...folders, 'model-file', 'worker'].map((folder) => `src/${folder}/planted.ts`))(
    'refuses a problem that is in English alone, in %s',
    async (file) => {
      for (const words of [
        `throw new Problem({ code: 'run', what: 'This is wrong', remedy });`,
        'throw new Problem({ code, what, remedy: `Give ${name}` });',
        `throw new Problem({ code, what: one ? l10n.t('This is wrong.') : 'That', remedy });`,
        `throw dataProblem(place, 'This is wrong.', remedy);`,
        'throw dataProblem(place, `${name} is wrong.`, remedy);',
        `throw new SafetensorsFault('the file breaks off', name);`,
        `function remedy() { return 'Write it again.'; }`,
      ]) {
        expect({
          words,
          complaints: await complaints(`function fail() { ${words} }`, file),
        }).toEqual({
          words,
          complaints: 1,
        });
      }
    },
  );

  test.each([
    `throw new Problem({ code: 'run', entry: 'a b', what: l10n.t('This is wrong.'), remedy });`,
    "throw new Problem({ code, what: l10n.t('{0}: {1}', `${name}.ts`, 'Sentence of code.'), remedy });",
    `throw new RangeError('A defect is for its stack.');`,
    'const place = `${folder}/${name}.ts`;',
  ])('allows %s', async (source) => {
    expect(await complaints(`function fail() { ${source} }`, 'src/data/planted.ts')).toBe(0);
  });

  test.each(['src/cli/planted.ts', 'src/editor/assistant/planted.ts'])(
    'lets %s speak English',
    async (file) => {
      expect(await complaints(`say({ what: 'This is wrong.', remedy });`, file)).toBe(0);
    },
  );
});
