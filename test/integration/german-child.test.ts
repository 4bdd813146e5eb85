import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languageEnvironment } from '../../src/compute/child-language.js';
import { howItEnded } from '../../src/metrics/findings/how-it-ended.js';
import { english, speak } from '../../src/record/language.js';
import type { ProblemDescription } from '../../src/record/problem.js';
import { readRun } from '../../src/runs/read-run.js';
import { runStatus } from '../../src/runs/run-status.js';
import { TrainingProcess } from '../../src/worker/client.js';
import type { Notice } from '../../src/worker/protocol.js';
import { asyncProblemOf } from '../support/problem-of.js';
import { shipped } from '../support/translation.js';
import { handMadeRun } from '../unit/metrics/findings/hand-made-run.js';
import { script, tinyModel, Workplace } from './support/command-line.js';

const place = await Workplace.create();
const german = await shipped('de');
const bundle = path.resolve(import.meta.dirname, '../../l10n/bundle.l10n.de.json');

const processes: TrainingProcess[] = [];

// The host of these children is the editor of a German window.
beforeEach(() => {
  speak(german);
});
afterEach(async () => {
  speak(english);
  await Promise.all(processes.splice(0).map((child) => child.kill()));
});

/** Trains `model` in a child that is told that the host speaks German, by the messages in `file`. */
function train(model: string, file = bundle) {
  const notices: Notice[] = [];
  let output = '';
  const child = new TrainingProcess({
    script,
    environment: languageEnvironment({ tag: 'de', bundle: file }),
    onNotice: (notice) => notices.push(notice),
    onOutput: (text) => (output += text),
  });
  processes.push(child);
  const begun = place.write('model.multimodal.ts', model).then((name) =>
    child.train({
      modelFile: place.path(name),
      runsDirectory: place.path('runs'),
      backend: 'wasm',
      ...{ balancing: null, only: null, epochs: null, maxSteps: null, seed: null },
      initialWeights: null,
    }),
  );
  return { child, begun, notices, output: () => output };
}

describe('a mistake is told in German, with its way out', () => {
  const cases: [string, Record<string, string>, Partial<ProblemDescription>][] = [
    [
      'an option that is not there',
      { training: `{ epoch: 1, batchSize: 4, optimizer: sgd({ learningRate: 1 }) }` },
      {
        what: "Hier gibt es keine Option 'epoch'.",
        remedy: expect.stringMatching(/^Meinten Sie 'epochs'\? Die Optionen sind /) as string,
      },
    ],
    [
      'an option of the wrong kind',
      { fusion: 'mmtm({ after: [1], ratio: -4 })' },
      { what: "Die Option 'ratio' ist -4.", remedy: 'Geben Sie eine endliche Zahl über 0 an.' },
    ],
    [
      'a fusion that the data and the branches do not allow',
      { fusion: 'mmtm({ after: [3] })' },
      {
        what: 'Eine Stufe 3 gibt es im Zweig gray nicht: Er hat 2, gezählt ab 1.',
        remedy: expect.stringMatching(/^Fusionieren Sie nach einer Stufe/) as string,
      },
    ],
    [
      'data that are not there',
      { data: `arrays({ train: 'train.npz', test: 'test.npz' })` },
      {
        code: 'data',
        what: 'Es gibt keine solche Datei und keinen solchen Ordner.',
        remedy: 'Korrigieren Sie den Pfad; er ist relativ zur Modelldatei.',
      },
    ],
  ];

  it.each(cases)('%s', async (_, changes, expected) => {
    const problem = await asyncProblemOf(() => train(tinyModel(changes)).begun);
    expect(problem).toMatchObject(expected);
  });

  it('one that the host finds out when the child is gone', async () => {
    const { begun } = train(tinyModel({ name: 'process.exit(3) as never' }));
    const { what } = await asyncProblemOf(() => begun);
    expect(what).toBe('Der Trainingsprozess endete mit Exitcode 3.');
  });
});

it('a training that fails says why in German, and writes it in English', async () => {
  const training = `{ epochs: 3, batchSize: 16, optimizer: sgd({ learningRate: 1e30 }) }`;
  const { child, begun, notices } = train(tinyModel({ training }));
  const { directory } = await begun;
  await child.exit;
  const inGerman = /^Schritt \d: Der (Loss|Gradient) .*\. Versuchen Sie eine kleinere Lernrate, /;
  expect(notices.at(-1)).toMatchObject({
    ...{ type: 'ended', state: 'failed' },
    problem: { what: expect.stringMatching(inGerman) as string },
  });

  const { state, reason } = await runStatus(await readRun(directory));
  expect(reason).toMatch(/^Step \d: The (loss|gradient) .*\. Try a lower learning rate, /);
  const [failed] = howItEnded(handMadeRun({ state, reason }));
  expect(failed.sentences[1]).toMatch(inGerman);
});

it('where the messages cannot be read, the child speaks English, and warns', async () => {
  const { begun, output } = train(tinyModel({ fusion: 'mmtm({ after: [3] })' }), '/nowhere.json');
  const { what } = await asyncProblemOf(() => begun);
  expect(what).toBe('There is no stage 3 in branch gray: it has 2, counted from 1.');
  expect(output()).toContain("The host's language cannot be spoken");
});
