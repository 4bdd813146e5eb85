/**
 * Runs everything that must hold and prints each stage; then what was skipped, and why; the last line is
 * `N passed, N failed`, and `, N skipped` where something was.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'modality-lens-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
/** What was skipped, as lines. */
const skipped = [];

function run(script, ...parameters) {
  return spawnSync(process.execPath, [path.join(root, script), ...parameters], {
    cwd: root,
    stdio: 'inherit',
  }).status;
}

/** One stage that either holds or does not. */
function stage(name, script, ...parameters) {
  console.log(`\n# ${name}`);
  const holds = run(script, ...parameters) === 0;
  total[holds ? 'passed' : 'failed'] += 1;
  return holds;
}

/** A stage of many tests, counted one by one; a runner that breaks without a report is one failure. */
function tests(name, ...parameters) {
  console.log(`\n# ${name}`);
  const report = path.join(scratch, `${name}.json`);
  const status = run(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...parameters,
  );
  let counted = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  try {
    counted = JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    console.error(`No report of ${name}: ${error.message}`);
  }
  total.passed += counted.numPassedTests;
  total.failed += Math.max(counted.numFailedTests, status === 0 ? 0 : 1);
  for (const test of counted.testResults.flatMap(({ assertionResults }) => assertionResults)) {
    if (test.status === 'skipped') {
      skip(`${name}: ${test.fullName}`, test.meta.whySkipped ?? 'not on this system');
    }
  }
}

/** Counts something as skipped, to be said at the end. */
function skip(what, reason) {
  total.skipped += 1;
  skipped.push(`skipped: ${what} (${reason})`);
}

/** Tests in a real VS Code: skipped where it, or a browser, cannot be had. */
function workbench() {
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/jiti/lib/jiti-cli.mjs'),
      path.join(root, 'test/workbench/available.ts'),
    ],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status === 0) {
    tests('workbench', '--project=workbench');
  } else {
    skip('workbench, all tests in a real VS Code', stdout.trim().split('\n').at(-1));
  }
}

stage('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.');
stage('types', 'node_modules/typescript/bin/tsc', '-p', '.');
stage('types of the pages', 'node_modules/typescript/bin/tsc', '-p', 'webview');
stage('types of the kernels', 'node_modules/typescript/bin/tsc', '-p', 'src/compute/wasm/assembly');
stage('lint', 'node_modules/eslint/bin/eslint.js', '.');
if (stage('build', 'esbuild.mjs')) {
  tests('unit', '--project=unit');
  tests('integration', '--project=integration');
  stage('mutations', 'test/mutations/run.mjs');
  workbench();
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${skipped.join('\n')}`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed === 0 ? 0 : 1;
