import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { modelText } from './model-text.js';
import { workspace } from './workspace.js';

const entry = `
  import * as tf from '@tensorflow/tfjs-core';
  import { loadModelFile } from './src/model-file/load-model-file.js';
  loadModelFile(process.argv[2]).then(
    ({ definition, sources }) => {
      const { layer } = definition.modalities.gray.stages[0];
      console.log(JSON.stringify({
        name: definition.name,
        sources: sources.length,
        shape: layer.apply(tf.ones([2, 3])).shape,
        later: module.createRequire(process.argv[2])('@tensorflow/tfjs').tensor1d === tf.tensor1d,
      }));
    },
    ({ description }) => console.log(JSON.stringify(description)),
  );
  import module from 'node:module';
`;

test('loading works from a bundle, far from the packages that it was made of', async () => {
  const folder = workspace({
    'a.multimodal.ts': modelText(
      { name: 'name', modalities: '{ gray, color: convBranch({ filters: [2, 2] }) }' },
      `import * as tf from '@tensorflow/tfjs';
       import { branch } from 'modality-lens';
       import { name } from './name';
       const gray = branch({ stages: [tf.layers.dense({ units: 5, inputShape: [3] }), tf.layers.flatten()] });`,
    ),
    'name.ts': "export const name: string = 'bundled';",
    'b.multimodal.ts': "\nimport { guidet } from 'modality-lens';\nguidet();",
  });
  await build({
    stdin: { contents: entry, resolveDir: path.resolve(import.meta.dirname, '../../..') },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: path.join(folder, 'bundle.cjs'),
    logLevel: 'error',
  });
  expect(readdirSync(folder)).not.toContain('node_modules');
  const run = (name: string): unknown =>
    JSON.parse(
      execFileSync(process.execPath, ['bundle.cjs', path.join(folder, name)], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  expect(run('a.multimodal.ts')).toEqual({
    name: 'bundled',
    sources: 2,
    shape: [2, 5],
    later: true,
  });
  expect(run('b.multimodal.ts')).toMatchObject({ line: 2, entry: 'guidet' });
});
