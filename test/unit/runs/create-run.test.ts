import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../../src/record/problem.js';
import { createRun } from '../../../src/runs/create-run.js';
import { readModelCopies } from '../../../src/runs/model-copies.js';
import { readRun, type Run } from '../../../src/runs/read-run.js';
import { runDirectoryName } from '../../../src/runs/run-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { sampleEvent, sampleRun, sampleStep } from './support/samples.js';

const time = Date.UTC(2026, 0, 31, 12, 30, 59, 123);

test.each([
  ['colored-and-gray-mnist', 'colored-and-gray-mnist'],
  ['Größe: α/β <test>?', 'gro-e-test'],
  ['../../etc/passwd', 'etc-passwd'],
  ['…', 'run'],
  ['x'.repeat(300), 'x'.repeat(40)],
])('the folder of a run called %j can be made on any system', (name, slug) => {
  expect(runDirectoryName(time, name, '1f0c9a3e')).toBe(`2026-01-31T12-30-59Z-${slug}-1f0c9a3e`);
});

describe('a new run', () => {
  test('is read back as it was described', async () => {
    const runs = path.join(temporaryFolder(), '.modality-lens', 'runs');
    const writer = await createRun(runs, sampleRun());
    await writer.close('finished');
    const { model, ...described } = sampleRun();
    const run = await readRun(writer.run.directory);
    expect(run).toEqual(writer.run);
    expect(run.description).toMatchObject(described);
    expect(path.basename(run.directory)).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-gray-color-[0-9a-f]{8}$/,
    );
    expect(run.directory.endsWith(run.description.id)).toBe(true);
    expect(run.description.model.file).toBe(model.file);
    expect((await readdir(run.directory)).sort()).toEqual([
      'checkpoints',
      'events.jsonl',
      'model',
      'run.json',
      'steps.f64',
    ]);
  });

  test('two at the same moment get folders of their own', async () => {
    const runs = temporaryFolder();
    const writers = await Promise.all([1, 2, 3].map(() => createRun(runs, sampleRun())));
    expect(await readdir(runs)).toHaveLength(3);
    await Promise.all(writers.map((writer) => writer.close('finished')));
  });

  test('that cannot be made leaves nothing, and says where and why', async () => {
    const folder = temporaryFolder();
    await writeFile(path.join(folder, 'file'), '');
    await expect(createRun(path.join(folder, 'file'), sampleRun())).rejects.toMatchObject({
      description: { code: 'run', what: expect.stringContaining('EEXIST') as string },
    });
    const { model } = sampleRun();
    const tooLong = { original: `/project/${'x'.repeat(300)}.ts`, content: '' };
    const bad = sampleRun({ model: { ...model, sources: [...model.sources, tooLong] } });
    await expect(createRun(path.join(folder, 'runs'), bad)).rejects.toThrow(Problem);
    expect(await readdir(path.join(folder, 'runs'))).toEqual([]);
  });

  test('takes nothing after it was closed', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    await writer.close('finished');
    await writer.close('failed');
    expect(() => {
      writer.appendStep(sampleStep(1));
    }).toThrow(Problem);
    expect(() => {
      writer.appendEvent(sampleEvent(1));
    }).toThrow('has been closed');
    const events = await readFile(path.join(writer.run.directory, 'events.jsonl'), 'utf8');
    expect(events.match(/"state":"\w+"/g)).toEqual(['"state":"finished"']);
  });
});

describe('the copies of the model file', () => {
  async function madeRun(): Promise<Run> {
    const writer = await createRun(temporaryFolder(), sampleRun());
    await writer.close('finished');
    return writer.run;
  }

  function withCopy({ directory, description }: Run, copy: string): Run {
    const [first, second] = description.model.copies;
    const copies = [{ original: first?.original ?? '', copy }, ...(second ? [second] : [])];
    return { directory, description: { ...description, model: { ...description.model, copies } } };
  }

  test('lie to each other as the originals do, and are what was trained', async () => {
    const run = await madeRun();
    const { sources } = sampleRun().model;
    const copies = await readModelCopies(run);
    const model = path.join(run.directory, 'model');
    expect(copies).toEqual([
      { original: sources[0]?.original, copy: path.join(model, 'models', 'a.multimodal.ts') },
      { original: sources[1]?.original, copy: path.join(model, 'lib', 'b.ts') },
    ]);
    const contents = await Promise.all(copies.map(({ copy }) => readFile(copy, 'utf8')));
    expect(contents).toEqual(sources.map(({ content }) => content));
    const digest = (content: string | Buffer) => createHash('sha256').update(content).digest();
    expect(run.description.model.hash).toBe(
      digest(Buffer.concat(contents.map(digest))).toString('hex'),
    );
  });

  test('a single one lies at the top', async () => {
    const { model } = sampleRun();
    const only = { ...model, sources: model.sources.slice(0, 1) };
    const writer = await createRun(temporaryFolder(), sampleRun({ model: only }));
    await writer.close('finished');
    expect(writer.run.description.model.copies.map(({ copy }) => copy)).toEqual([
      'a.multimodal.ts',
    ]);
  });

  test('that another program has not made are told of', async () => {
    const { directory, description } = await madeRun();
    const model = { ...description.model, copies: [], hash: '' };
    const run = { directory, description: { ...description, model } };
    await expect(readModelCopies(run)).rejects.toThrow('has no copy of its model file');
  });

  test('that were changed since are not used', async () => {
    const run = await madeRun();
    await writeFile(path.join(run.directory, 'model', 'lib', 'b.ts'), 'steal();');
    await expect(readModelCopies(run)).rejects.toThrow('they were changed');
  });

  test.each([
    '../run.json',
    'lib/../../run.json',
    '/etc/passwd',
    'C:/windows',
    '..\\run.json',
    'lib//b.ts',
    './lib/b.ts',
    '',
    'lib',
    'lib/b.ts/c',
    'lib/none.ts',
  ])('may not be %j', async (copy) => {
    const run = await madeRun();
    await expect(readModelCopies(withCopy(run, copy))).rejects.toThrow(Problem);
  });

  test('may not be, or lie behind, a symbolic link', async () => {
    const run = await madeRun();
    const model = path.join(run.directory, 'model');
    const outside = temporaryFolder();
    await writeFile(path.join(outside, 'b.ts'), 'export {};\n');
    await rm(path.join(model, 'lib'), { recursive: true });
    await symlink(outside, path.join(model, 'lib'));
    await expect(readModelCopies(run)).rejects.toThrow('symbolic link');
    await rm(path.join(model, 'lib'));
    await mkdir(path.join(model, 'lib'));
    await symlink(path.join(outside, 'b.ts'), path.join(model, 'lib', 'b.ts'));
    await expect(readModelCopies(run)).rejects.toThrow('symbolic link');
  });
});
