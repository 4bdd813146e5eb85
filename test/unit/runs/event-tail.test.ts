import { appendFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src/record/event.js';
import { eventLine } from '../../../src/runs/event-lines.js';
import { EventTail } from '../../../src/runs/event-tail.js';
import { runFile } from '../../../src/runs/run-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const event = (step: number): RunEvent => ({ type: 'warning', time: 1, step, message: 'm' });

test('gives each event once, when its line is whole, and those of a run that was cut back anew', async () => {
  const directory = temporaryFolder();
  const file = runFile(directory, 'events');
  const tail = new EventTail(directory);
  expect(await tail.next()).toEqual({ events: [], warnings: [], rewritten: false });
  const half = eventLine(event(3)).slice(0, 9);
  await writeFile(file, eventLine(event(1)) + eventLine(event(2)) + half);
  expect(await tail.next()).toMatchObject({ events: [event(1), event(2)], rewritten: false });
  expect((await tail.next()).events).toEqual([]);
  await appendFile(file, eventLine(event(3)).slice(9));
  expect((await tail.next()).events).toEqual([event(3)]);
  await writeFile(file, eventLine(event(1)) + eventLine(event(5)));
  expect(await tail.next()).toMatchObject({ events: [event(1), event(5)], rewritten: true });
  await rm(file);
  expect(await tail.next()).toMatchObject({ events: [], rewritten: true });
});

test('names a damaged line by its number in the file, wherever reading began', async () => {
  const directory = temporaryFolder();
  const file = runFile(directory, 'events');
  const tail = new EventTail(directory);
  await writeFile(file, eventLine(event(1)));
  await tail.next();
  await appendFile(file, `no event\n${eventLine(event(2))}`);
  const { events, warnings } = await tail.next();
  expect(events).toEqual([event(2)]);
  expect(warnings).toMatchObject([{ file, line: 2 }]);
});
