import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.js';
import { bindToData, withPlaces } from '../../../src/model-file/bind-to-data.js';
import { loadModelFile, type LoadedModelFile } from '../../../src/model-file/load-model-file.js';
import { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import { Generator } from '../../../src/random/generator.js';
import { lineOf } from '../../support/line-of.js';
import { problemOf } from '../../support/problem-of.js';
import { modelText } from './model-text.js';
import { workspace } from './workspace.js';

const split = { size: 0, labels: new Int32Array(), read: () => Promise.resolve(new Map()) };

function dataset(...names: string[]): Dataset {
  return {
    modalities: names.map((name, index) => ({ name, shape: [8, 8, index + 1], kind: 'image' })),
    classes: ['a', 'b', 'c'],
    splits: { train: split, validation: split, test: split },
    shuffle: true,
  };
}

async function model(content: string): Promise<LoadedModelFile> {
  return loadModelFile(path.join(workspace({ 'a.multimodal.ts': content }), 'a.multimodal.ts'));
}

describe('the network of a model file', () => {
  test('has the modalities in the order of the file, with the shapes of the data', async () => {
    const loaded = await model(modelText());
    const { modalities, fusion, classCount } = bindToData(loaded, dataset('color', 'gray'));
    expect(modalities.map(({ name, shape }) => [name, shape])).toEqual([
      ['gray', [8, 8, 2]],
      ['color', [8, 8, 1]],
    ]);
    expect(modalities[0].branch).toBe(loaded.definition.modalities.gray);
    expect(fusion).toBe(loaded.definition.fusion);
    expect(classCount).toBe(3);
  });

  test('is one branch without fusion where only one modality is asked for', async () => {
    const { modalities, fusion } = bindToData(
      await model(modelText()),
      dataset('gray', 'color'),
      'color',
    );
    expect(modalities.map(({ name }) => name)).toEqual(['color']);
    expect(fusion).toBeNull();
  });

  test('may leave modalities of the data out', async () => {
    const loaded = await model(modelText({ leaveOut: "['depth']" }));
    const { modalities } = bindToData(loaded, dataset('gray', 'depth', 'color'));
    expect(modalities.map(({ name }) => name)).toEqual(['gray', 'color']);
  });
});

describe('a model file that does not fit its data', () => {
  test('names a modality that the data do not have', async () => {
    const content = modelText({
      modalities: '{\n grey: convBranch({ filters: [2] }),\n color: convBranch({ filters: [2] }) }',
    });
    const loaded = await model(content);
    expect(problemOf(() => bindToData(loaded, dataset('gray', 'color')))).toEqual({
      code: 'model-file',
      file: loaded.path,
      line: lineOf(content, 'grey:'),
      entry: 'modalities.grey',
      what: "The data have no modality 'grey'.",
      remedy: "Did you mean 'gray'?",
    });
  });

  test('does not use a modality of the data', async () => {
    const content = modelText();
    const loaded = await model(content);
    expect(problemOf(() => bindToData(loaded, dataset('gray', 'color', 'depth')))).toMatchObject({
      line: lineOf(content, 'modalities:'),
      what: "The data have a modality 'depth' that this model does not use.",
      remedy: "Give it a branch, or write leaveOut: ['depth'].",
    });
  });

  test('leaves out what is not there', async () => {
    const content = modelText({ leaveOut: "['deth']" });
    const loaded = await model(content);
    expect(problemOf(() => bindToData(loaded, dataset('gray', 'color', 'depth')))).toMatchObject({
      line: lineOf(content, 'leaveOut:'),
      entry: 'leaveOut[0]',
      remedy: "Did you mean 'depth'?",
    });
  });

  test('has no such modality to train alone', async () => {
    const loaded = await model(modelText());
    const mistake = problemOf(() => bindToData(loaded, dataset('gray', 'color'), 'colour'));
    expect(mistake).toMatchObject({ code: 'usage', remedy: "Did you mean 'color'?" });
    expect(mistake).not.toHaveProperty('file');
  });

  test.each([
    ['fusion', 'mmtm({\n after: [1,\n 5] })', 'fusion.after[1]', ' 5]'],
    ['fusion', 'mmtm({\n after: [1,\n { gray: 2, colour: 2 }] })', 'fusion.after[1]', ' { gray: 2'],
    [
      'modalities',
      '{ gray: convBranch({ filters: [2, 2] }),\n color: lens.branch({ stages: [\n lens.dense({ units: 3 }),\n lens.dense({ units: 3 })] }) }',
      'modalities.color.stages[0]',
      ' lens.dense',
    ],
  ])(
    'is told at the line where the network refuses it: %s: %j',
    async (option, value, entry, at) => {
      const content = modelText({ [option]: value });
      const loaded = await model(content);
      const specification = bindToData(loaded, dataset('gray', 'color'));
      const mistake = problemOf(() =>
        withPlaces(
          loaded,
          () => new MultiModalNetwork(specification, Generator.stream(1, 'weights')),
        ),
      );
      expect(mistake).toMatchObject({ file: loaded.path, entry, line: lineOf(content, at) });
    },
  );
});
