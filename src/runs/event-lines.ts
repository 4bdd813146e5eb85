import { runEvent, type RunEvent } from '../record/event.js';
import type { ProblemDescription } from '../record/problem.js';
import { inEnglish } from '../record/retell.js';
import { parseJson } from './json-file.js';

/** Events as read, and the lines that had to be left out. */
export interface EventsRead {
  readonly events: readonly RunEvent[];
  readonly warnings: readonly ProblemDescription[];
}

/** The line of `events.jsonl` for `event`, with its line break; what it says in words is written in English. */
export function eventLine(event: RunEvent): string {
  return `${JSON.stringify(withEnglishWords(event))}\n`;
}

function withEnglishWords(event: RunEvent): RunEvent {
  switch (event.type) {
    case 'state':
      return event.reason === null ? event : { ...event, reason: inEnglish(event.reason) };
    case 'warning':
      return { ...event, message: inEnglish(event.message) };
    case 'epoch':
    case 'evaluation':
    case 'utilization':
    case 'gates':
    case 'strategy':
    case 'checkpoint':
      return event;
  }
}

/** How many of `bytes` belong to lines that are whole: what comes after the last line break is still being written. */
export function wholeLines(bytes: Uint8Array): number {
  return bytes.lastIndexOf(10) + 1;
}

/**
 * The events in whole lines of `events.jsonl`. A damaged line is left out with a warning, so that one bad line does not
 * cost the run.
 *
 * @param file path for warnings
 * @param firstLine number in the file of the first line, from 1
 */
export function parseEventLines(lines: Uint8Array, file: string, firstLine: number): EventsRead {
  const events: RunEvent[] = [];
  const warnings: ProblemDescription[] = [];
  for (const [index, line] of new TextDecoder().decode(lines).split('\n').entries()) {
    if (line.trim() === '') {
      continue;
    }
    const result = parseJson(line, runEvent, file, firstLine + index);
    if (result.ok) {
      events.push(result.value);
    } else {
      warnings.push(result.problem);
    }
  }
  return { events, warnings };
}
