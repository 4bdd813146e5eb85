import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyModel, Workplace } from './support/command-line.js';

const place = await Workplace.create();
let whole: string;

beforeAll(async () => {
  await place.write('tiny.multimodal.ts', tinyModel());
  whole = (await place.train('tiny.multimodal.ts', '--backend', 'wasm', '--max-steps', '3')).run;
});

/** A copy of the run, as one that was interrupted, with something done to it. */
async function damaged(name: string, damage: (run: string) => Promise<unknown>): Promise<string> {
  const run = place.path(name);
  await cp(whole, run, { recursive: true });
  const events = path.join(run, 'events.jsonl');
  const lines = (await readFile(events, 'utf8')).trimEnd().split('\n');
  await writeFile(events, `${lines.slice(0, -1).join('\n')}\n`);
  await damage(run);
  return run;
}

/** What each verb says of `run`; all of them must fail with exit code 1, in one line that names the run. */
async function refusals(run: string, ...verbs: string[]): Promise<string[]> {
  const said: string[] = [];
  for (const verb of verbs) {
    const { code, stdout, stderr } = await place.run(verb, run);
    expect(`${verb} ${String(code)} ${stdout}`).toBe(`${verb} 1 `);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(run);
    said.push(stderr);
  }
  return said;
}

const all = ['inspect', 'compare', 'resume', 'report'];

describe('a run that cannot be used', () => {
  it('of a newer format is left alone by every verb', async () => {
    const run = await damaged('newer', async (directory) => {
      const file = path.join(directory, 'run.json');
      const description = JSON.parse(await readFile(file, 'utf8')) as object;
      await writeFile(file, JSON.stringify({ ...description, schemaVersion: 2 }));
    });
    for (const said of await refusals(run, ...all)) {
      expect(said).toMatch(/A newer Modality Lens wrote this run.* Update Modality Lens\./);
    }
  });

  it('without run.json is no run to any verb', async () => {
    const run = await damaged('half', (directory) => rm(path.join(directory, 'run.json')));
    for (const said of await refusals(run, ...all)) {
      expect(said).toContain('it has no run.json');
    }
  });

  it('whose model copies were changed is neither measured nor resumed, but shown', async () => {
    const run = await damaged('changed', (directory) =>
      appendFile(path.join(directory, 'model', 'tiny.multimodal.ts'), '\n'),
    );
    for (const said of await refusals(run, 'inspect', 'compare', 'resume')) {
      expect(said).toContain('they were changed. Restore them, or train again');
    }
    expect(await place.run('report', run)).toMatchObject({ code: 0 });
  });

  it('whose checkpoint lost its weights is neither measured nor resumed', async () => {
    const run = await damaged('weightless', async (directory) => {
      const [checkpoint] = (await place.runs(path.join('weightless', 'checkpoints'))).slice(-1);
      expect(checkpoint).toContain(directory);
      await rm(path.join(checkpoint, 'weights.safetensors'));
    });
    for (const said of await refusals(run, 'inspect', 'resume')) {
      expect(said).toMatch(/weights\.safetensors: This part of the run is missing/);
    }
  });

  it('that lost its steps is shown with what it lacks, and not resumed', async () => {
    const run = await damaged('stepless', (directory) => rm(path.join(directory, 'steps.f64')));
    const compared = await place.run('compare', run);
    expect(compared.code).toBe(0);
    expect(compared.stdout).toContain('This run has no steps.f64');
    await refusals(run, 'resume');
  });
});

describe('a disk that is full', () => {
  it.runIf(process.platform === 'linux')(
    'is told with the path, the cause and the way out',
    async () => {
      const { code, stderr } = await place.run('report', whole, '--out', '/dev/full');
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^\/dev\/full: Cannot write the report: no space.*ENOSPC.*Free some space/,
      );
    },
  );
});
