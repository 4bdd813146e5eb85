import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Runs a script of this repository to its end.
 *
 * @param niceness how far it stands back where the processors are wanted by others, 0 to 19
 * @returns its exit code (null where a signal ended it), what it printed to both streams in that order, what of it to
 *   stdout, and how long it took, seconds
 */
export function runScript(script, parameters, niceness) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, script), ...parameters], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    standBack(child.pid, niceness);
    let [printed, stdout] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (printed += text));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, printed, stdout, seconds: (performance.now() - began) / 1000 });
    });
  });
}

function standBack(pid, niceness) {
  try {
    setPriority(pid, niceness);
  } catch {
    // It has ended already, or the system does not allow it: then it shares alike.
  }
}
