import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { runProgram } from '../../../src/setup/run-program.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

function run(code: string, signal = new AbortController().signal, lines: string[] = []) {
  return runProgram({
    program: process.execPath,
    parameters: ['-e', code],
    cwd: temporaryFolder(),
    environment: process.env,
    signal,
    onLine: (line) => lines.push(line),
    whereMissing: 'Install it.',
    whereFailed: 'Mend it.',
  });
}

test('what a program prints is told line by line, and its output given', async () => {
  const lines: string[] = [];
  const output = await run(
    `process.stdout.write('one\\ntwo\\r\\n\\nth'); process.stdout.write('ree\\n')`,
    undefined,
    lines,
  );
  expect(lines).toEqual(['one', 'two', 'three']);
  expect(output).toBe('one\ntwo\r\n\nthree\n');
});

test('a program that fails is a problem with what it printed last', async () => {
  await expect(run(`console.error('the real reason'); process.exit(3)`)).rejects.toMatchObject({
    description: {
      what: expect.stringMatching(/exit code 3.*the real reason/s) as string,
      remedy: 'Mend it.',
    },
  });
});

test('a program that is given up is ended with all that it has started', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'pid');
  const script = path.join(folder, 'grandchild.cjs');
  writeFileSync(
    script,
    `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`,
  );
  const giveUp = new AbortController();
  const running = run(
    `require('node:child_process').spawn(process.execPath, [${JSON.stringify(script)}]); setInterval(() => {}, 1000)`,
    giveUp.signal,
  );
  void vi
    .waitFor(() => {
      expect(existsSync(file) && readFileSync(file, 'utf8')).toBeTruthy();
    }, 30_000)
    .then(() => {
      giveUp.abort(new Error('enough'));
    });
  await expect(running).rejects.toThrow('enough');
  const pid = Number(readFileSync(file, 'utf8'));
  await vi.waitFor(() => {
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  }, 30_000);
});
