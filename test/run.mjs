/**
 * Runs everything that must hold, what can be side by side, and prints each stage when it has ended; then, by itself, each
 * file of tests that failed beside others; then what was skipped, and why, how long each stage took, and what failed; the
 * last line is `N passed, N failed`, and `, N skipped` where something was.
 *
 * Windows wait for their servers, tests of processes for disks and timers: alone, neither keeps the processors busy. So
 * the windows, which take longest, have a lane of their own, and the rest stands back, to take the time that they leave.
 */
import { runScript } from './stages/program.mjs';
import { Tally } from './stages/tally.mjs';

const [ahead, behind] = [0, 10];
const tally = new Tally();

/** Tests in a real VS Code: skipped where it, or a browser, cannot be had. */
async function windows() {
  const jiti = 'node_modules/jiti/lib/jiti-cli.mjs';
  const { code, stdout, seconds } = await runScript(jiti, ['test/workbench/available.ts'], ahead);
  if (code !== 0) {
    tally.skip('workbench, all tests in a real VS Code', stdout.trim().split('\n').at(-1));
    return;
  }
  if (stdout.includes('Installing VS Code')) {
    tally.took('installing VS Code, once', seconds);
  }
  await tally.tests('workbench', ahead);
}

async function tests() {
  await tally.tests('integration', behind);
  await tally.tests('unit', behind);
  await tally.stage('mutations', behind, 'test/mutations/run.mjs');
}

/** What looks at the sources alone. */
async function checks() {
  const prettier = 'node_modules/prettier/bin/prettier.cjs';
  const tsc = 'node_modules/typescript/bin/tsc';
  await tally.stage('format', behind, prettier, '--check', '--log-level=warn', '.');
  await tally.stage('types', behind, tsc, '-p', '.');
  await tally.stage('types of the pages', behind, tsc, '-p', 'webview');
  await tally.stage('types of the kernels', behind, tsc, '-p', 'src/compute/wasm/assembly');
  await tally.stage('lint', behind, 'node_modules/eslint/bin/eslint.js', '.');
}

const isBuilt = await tally.stage('build', ahead, 'esbuild.mjs');
// The checks take a core each, one after the other: the tests beside them have use for the other one.
await Promise.all([isBuilt ? windows().then(checks) : checks(), isBuilt && tests()]);
await tally.repeat();
tally.end();
