import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { readRun } from '../../src/runs/read-run.js';
import { Workplace } from './support/command-line.js';

const place = await Workplace.create();

/** What `new --json` says. */
interface Written {
  readonly modelFile: string;
  readonly written: readonly string[];
  readonly left: { readonly file: string; readonly addition: object } | null;
}

async function create(...parameters: string[]): Promise<Written> {
  const { code, stdout, stderr } = await place.run('new', ...parameters, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Written;
}

/** The TypeScript program that an editor makes of the folder with this tsconfig.json. */
function programOf(configuration: string): ts.Program {
  const parsed = ts.getParsedCommandLineOfConfigFile(configuration, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  });
  expect(parsed?.errors).toEqual([]);
  return ts.createProgram(parsed?.fileNames ?? [], parsed?.options ?? {});
}

/** Everything that TypeScript finds wrong, by file. */
function mistakes(program: ts.Program): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = path.basename(file?.fileName ?? '');
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    found.set(name, [...(found.get(name) ?? []), message]);
  }
  return found;
}

function exportsOf(program: ts.Program, file: string): ts.Symbol[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) {
    throw new Error(`TypeScript did not read ${file}.`);
  }
  return checker.getExportsOfModule(module);
}

/** The names in the export declarations of `text`, and whether each is a type. */
function exportedNames(text: string): Map<string, boolean> {
  const names = new Map<string, boolean>();
  for (const statement of ts.createSourceFile('api.ts', text, ts.ScriptTarget.Latest).statements) {
    if (ts.isExportDeclaration(statement) && statement.exportClause) {
      expect(ts.isNamedExports(statement.exportClause)).toBe(true);
      statement.exportClause.forEachChild((node) => {
        if (ts.isExportSpecifier(node)) {
          names.set(node.name.text, statement.isTypeOnly || node.isTypeOnly);
        }
      });
    }
  }
  return names;
}

describe('a new model file', () => {
  /** One mistake each. */
  const planted: [string, string, RegExp][] = [
    ['an option', `convBranch({ filtres: [4] });`, /'filters'/],
    ['an import', `import { convBrunch } from 'modality-lens'; convBrunch();`, /'convBranch'/],
    ['a module', `import 'modality-lense';`, /modality-lense/],
    ['a value', `mmtm({ after: [1], frozenGate: 'mean' });`, /mean-of-sigmoid/],
    ['a schedule', `sgd({ learningRate: 1, schedule: { kind: 'cosin' } });`, /cosin/],
    ['what a builder returns', `guided().alfa;`, /alfa/],
    ['a strategy', `guided() satisfies { strategy: 'vanilla' };`, /vanilla/],
    ['a layer', `tf.layers.dense({ unit: 4 });`, /'units'/],
    ['a layer as a stage', `branch({ stages: [tf.tensor1d([1])] });`, /Tensor/],
    ['a method of a tensor', `tf.tensor1d([1]).abs().sqroot();`, /sqroot/],
    ['a rank', `tf.tensor1d([1]).as2D(1, 1) satisfies core.Tensor3D;`, /'Tensor2D'/],
    ['an operation', `core.matmul(tf.eye(2), tf.eye(2));`, /'matMul'/],
  ];
  const fileOf = (name: string): string => `${name.replaceAll(' ', '-')}.ts`;
  const imports = `import { branch, convBranch, guided, mmtm, sgd } from 'modality-lens';
    import * as tf from '@tensorflow/tfjs';
    import * as core from '@tensorflow/tfjs-core';
    import { layers } from '@tensorflow/tfjs-layers';
    export const right = branch({ stages: [layers.flatten(), tf.layers.dense({ units: 4 })] });
    console.log(core.add(1, 2).mul(3), sgd({ learningRate: 1 }), convBranch, guided, mmtm);`;
  let program: ts.Program;

  beforeAll(async () => {
    await create('digits');
    await create('nested/folder/more digits.multimodal.ts');
    for (const [name, statement] of planted) {
      await place.write(fileOf(name), `${imports}\n${statement}\n`);
    }
    program = programOf(place.path('tsconfig.json'));
  });

  it('is right, in its folder and below, and every mistake beside it is found once', () => {
    const found = mistakes(program);
    const names = program.getRootFileNames().map((file) => path.basename(file));
    expect(names).toContain('digits.multimodal.ts');
    expect(names).toContain('more digits.multimodal.ts');
    expect([...found.keys()].sort()).toEqual(planted.map(([name]) => fileOf(name)).sort());
    for (const [name, , pattern] of planted) {
      const messages = found.get(fileOf(name));
      expect(messages).toHaveLength(1);
      expect(messages?.[0]).toMatch(pattern);
    }
  });

  it('has docs for every function and for every option to hover over', async () => {
    const api = path.resolve(import.meta.dirname, '../../src/model-file/api.ts');
    const expected = exportedNames(await readFile(api, 'utf8'));
    const types = place.path('.modality-lens', 'types', 'modality-lens.d.ts');
    const symbols = exportsOf(program, types);
    expect(symbols.map(({ name }) => name).sort()).toEqual([...expected.keys()].sort());
    const checker = program.getTypeChecker();
    const undocumented: string[] = [];
    for (const symbol of symbols) {
      const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const options = symbol.name.endsWith('Options')
        ? checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(meant))
        : [];
      const silent = [meant, ...options].filter(
        (each) => each.getDocumentationComment(checker).length === 0,
      );
      undocumented.push(...silent.map(({ name }) => `${symbol.name}: ${name}`));
    }
    expect(expected.get('defineMultimodal')).toBe(false);
    expect(undocumented).toEqual([]);
  });

  it('knows every name of tf that a model file can use', () => {
    const types = place.path('.modality-lens', 'types', 'tfjs.d.ts');
    const known = new Set(exportsOf(program, types).map(({ name }) => name));
    const used = [...Object.keys(core), ...Object.keys(layers)].filter(
      (name) => name !== 'default',
    );
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  it('trains as it stands, under its own name', async () => {
    const { run } = await place.train('digits.multimodal.ts', '--max-steps', '2');
    const { description } = await readRun(run);
    expect(description).toMatchObject({ name: 'digits', plannedSteps: 2 });
    expect(await readFile(place.path('.modality-lens', '.gitignore'), 'utf8')).toBe('/runs/\n');
  });
});

describe("a person's own files", () => {
  it('a model file is never overwritten', async () => {
    await place.write('mine.multimodal.ts', 'mine');
    const { code, stdout, stderr } = await place.run('new', 'mine', '--force');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/mine\.multimodal\.ts.*another name/);
    expect(await readFile(place.path('mine.multimodal.ts'), 'utf8')).toBe('mine');
  });

  it('a tsconfig.json is left alone unless asked, and then extended with its comments', async () => {
    const own =
      '{\n  // Mine.\n  "compilerOptions": { "strict": true, "lib": ["ES2023", "DOM"] },\n}\n';
    await mkdir(place.path('own', 'deep'), { recursive: true });
    const file = await place.write(path.join('own', 'tsconfig.json'), own);
    const addition = { extends: '../.modality-lens/tsconfig.json' };
    expect((await create('own/deep/first')).left).toEqual({ file: place.path(file), addition });
    expect(await readFile(place.path(file), 'utf8')).toBe(own);
    const { stdout } = await place.run('new', 'own/second');
    expect(stdout).toContain('"extends": "../.modality-lens/tsconfig.json"');
    expect(await readFile(place.path(file), 'utf8')).toBe(own);

    const { left, written } = await create('own/deep/third', '--force');
    expect(left).toBeNull();
    expect(written).toContain(place.path(file));
    expect(await readFile(place.path(file), 'utf8')).toContain('// Mine.');
    expect(mistakes(programOf(place.path(file)))).toEqual(new Map());
    expect((await create('own/fourth')).left).toBeNull();
  });

  it('a name that cannot be one is refused', async () => {
    const { code, stderr } = await place.run('new', 'CON');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^CON: .*Windows.*\n$/);
    expect((await place.run('new', '--help')).stdout).toContain(
      'modality-lens new [options] <name>',
    );
  });
});
