/**
 * Runs the tests of numbers, whole, on every rung of the ladder that this machine can have: all of them, or those named on
 * the command line. `tensorflow` is set up first where it is not (260 MB from the npm registry and the Python package
 * index, a C++ compiler). Not `webgpu`, which reads no tensor without waiting, as these tests do: it has tests of its own.
 * A rung that cannot be had is skipped with the reason; the last line is `N passed, N failed`, and what was skipped.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const commandLine = path.join(root, 'dist', 'cli.js');
const rungs = process.argv.length > 2 ? process.argv.slice(2) : ['wasm', 'cpu', 'tensorflow'];

function run(parameters, environment = {}, stdio = 'inherit') {
  return spawnSync(process.execPath, parameters, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio,
    encoding: 'utf8',
  });
}

/** What the ladder says of a rung with these variables. */
function rungOfLadder(name, environment) {
  const { stdout } = run([commandLine, 'backends', '--json'], environment, 'pipe');
  return JSON.parse(stdout).backends.find((rung) => rung.name === name);
}

/** The variables that a rung needs, or why it cannot be had. */
function prepare(name) {
  if (name === 'tensorflow' && !rungOfLadder(name, {}).available) {
    console.log('Setting tensorflow up');
    const { status, stderr } = run([commandLine, 'set-up', name], {}, 'pipe');
    return status === 0 ? { environment: {} } : { reason: stderr.trim().split('\n').at(-1) };
  }
  const rung = rungOfLadder(name, {});
  return rung.available ? { environment: {} } : { reason: rung.reason };
}

if (run(['esbuild.mjs']).status !== 0) {
  process.exit(1);
}
const ended = { passed: [], failed: [], skipped: [] };
for (const name of rungs) {
  console.log(`\n# ${name}`);
  const { environment, reason } = prepare(name);
  if (reason !== undefined) {
    console.log(`skipped: ${reason}`);
    ended.skipped.push(name);
    continue;
  }
  const tests = ['node_modules/vitest/vitest.mjs', 'run', '--project=rungs'];
  const { status } = run(tests, { ...environment, RUNG: name });
  ended[status === 0 ? 'passed' : 'failed'].push(name);
}
const words = Object.entries(ended).map(([how, names]) =>
  names.length === 0 ? `0 ${how}` : `${names.length} ${how} (${names.join(', ')})`,
);
console.log(`\n${words.join(', ')}`);
process.exitCode = ended.failed.length === 0 ? 0 : 1;
