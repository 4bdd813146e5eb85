import { expect, test } from 'vitest';
import { mostCompared } from '../../../src/record/page-message.js';
import { Looks, type Look } from '../../../webview/page/look.js';

const modalities = ['a', 'b', 'c', 'd', 'e'];
const runs = Array.from({ length: mostCompared }, (_, run) => run);

/** What is left of a look on a grey screen. */
const inGrey = ({ dash, marker }: Look): string => JSON.stringify([dash, marker]);
const different = (looks: readonly Look[]): number => new Set(looks.map(inGrey)).size;

test('runs beside one another are told apart without their colours', () => {
  const looks = new Looks(modalities, runs.length);
  expect(different(runs.map((run) => looks.run(run)))).toBe(runs.length);
});

test('so are the modalities of a run, by their dashes and by their markers', () => {
  const looks = new Looks(modalities, 1);
  const drawn = modalities.map((name) => looks.modality(name, 0));
  expect(new Set(drawn.map(({ dash }) => dash.join())).size).toBe(modalities.length);
  expect(new Set(drawn.map(({ marker }) => marker)).size).toBe(modalities.length);
});

test('so is every modality of every run', () => {
  const looks = new Looks(modalities, runs.length);
  const drawn = runs.flatMap((run) => modalities.map((name) => looks.modality(name, run)));
  expect(different(drawn)).toBe(drawn.length);
});
