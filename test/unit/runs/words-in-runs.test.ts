import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { english, speak } from '../../../src/record/language.js';
import { createRun } from '../../../src/runs/create-run.js';
import { runFile } from '../../../src/runs/run-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { shipped } from '../../support/translation.js';
import { sampleCheckpoint, sampleRun } from './support/samples.js';

const german = await shipped('de');
const inEnglish = 'The training failed.';
const inGerman = german.translations[inEnglish];

beforeEach(() => {
  speak(german);
});
afterEach(() => {
  speak(english);
});

test('a process that speaks German writes English: reasons, warnings, and why a checkpoint is the last', async () => {
  const writer = await createRun(temporaryFolder(), sampleRun());
  const { state, ...tensors } = sampleCheckpoint(3);
  await writer.writeCheckpoint({ ...tensors, state: { ...state, finished: { reason: inGerman } } });
  writer.appendEvent({ type: 'warning', time: 1, step: 3, message: `${inGerman} Oje.` });
  await writer.close('failed', `model.ts: ${inGerman}`);

  const { directory } = writer.run;
  const events = await readFile(runFile(directory, 'events'), 'utf8');
  expect(events.split('\n').map((line) => line && (JSON.parse(line) as unknown))).toEqual([
    expect.objectContaining({ type: 'warning', message: `${inEnglish} Oje.` }),
    expect.objectContaining({ type: 'state', reason: `model.ts: ${inEnglish}` }),
    '',
  ]);
  const stored = path.join(runFile(directory, 'checkpoints'), '000000003', 'state.json');
  expect(JSON.parse(await readFile(stored, 'utf8'))).toMatchObject({
    finished: { reason: inEnglish },
  });
});
