import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { npmRegistry as found } from '../../../src/setup/npm-registry.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

async function npmRegistry(...given: Parameters<typeof found>): Promise<string> {
  return (await found(...given)).address;
}

function configured(text: string, further: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const file = path.join(temporaryFolder(), '.npmrc');
  writeFileSync(file, text);
  return { npm_config_userconfig: file, ...further };
}

describe('the registry', () => {
  test('is npm’s own where nothing is configured', async () => {
    expect(await npmRegistry('webgpu', null, configured(''))).toBe('https://registry.npmjs.org/');
    const missing = { npm_config_userconfig: path.join(temporaryFolder(), 'none') };
    expect(await npmRegistry('webgpu', null, missing)).toBe('https://registry.npmjs.org/');
  });

  test('is what the user’s .npmrc says, with variables, a scope’s own first', async () => {
    const environment = configured(
      '; ours\nregistry = https://${HOST}/npm\n@tensorflow:registry=https://tf.example/\n',
      { HOST: 'mirror.example' },
    );
    expect(await npmRegistry('webgpu', null, environment)).toBe('https://mirror.example/npm/');
    expect(await npmRegistry('@tensorflow/tfjs-node', null, environment)).toBe(
      'https://tf.example/',
    );
  });

  test('is the environment’s before the file’s, and the chosen one before both', async () => {
    const environment = configured('registry=https://file.example/', {
      npm_config_registry: 'https://environment.example/',
    });
    expect(await npmRegistry('webgpu', null, environment)).toBe('https://environment.example/');
    expect(await npmRegistry('webgpu', 'https://chosen.example', environment)).toBe(
      'https://chosen.example/',
    );
  });

  test('is told who asks by its address, which is then without it, or by its token in the .npmrc', async () => {
    const environment = configured(
      '//own.example/npm/:_authToken=${TOKEN}\n//old.example/:_auth=bWU6cHc=\n',
      { TOKEN: 'secret' },
    );
    const of = (address: string) => found('webgpu', address, environment);
    expect(await of('https://me:p%40ss@own.example/npm')).toEqual({
      address: 'https://own.example/npm/',
      authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    });
    expect((await of('https://own.example/npm/all')).authorization).toBe('Bearer secret');
    expect((await of('https://old.example/any/')).authorization).toBe('Basic bWU6cHc=');
    for (const other of ['https://own.example/', 'https://other.example/npm/']) {
      expect((await of(other)).authorization).toBeNull();
    }
  });

  test.each(['file:///etc/', 'chosen.example', 'https://'])('is not %s', async (chosen) => {
    await expect(npmRegistry('webgpu', chosen, {})).rejects.toMatchObject({
      description: { code: 'backend', entry: 'registry' },
    });
  });
});
