import path from 'node:path';
import type { ProblemDescription } from '../record/problem.js';

/** How much of what went wrong a notification has room for, characters. */
const mostText = 400;

/** A problem as a notification says it: `model.multimodal.ts:12 (fusion): what. remedy`, what is very long cut short. */
export function problemInShort({ file, line, entry, what, remedy }: ProblemDescription): string {
  const name = file === undefined ? '' : path.basename(file);
  const position = line === undefined ? name : `${name}:${line}`;
  const place = [position, entry === undefined ? '' : position === '' ? entry : `(${entry})`]
    .filter((part) => part !== '')
    .join(' ');
  const said = what.length > mostText ? `${what.slice(0, mostText).trimEnd()}…` : what;
  return `${place === '' ? '' : `${place}: `}${said} ${remedy}`;
}
