/** Runs everything that must hold, prints each stage, and ends with the line `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'modality-lens-test-'));
const total = { passed: 0, failed: 0 };

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
  let counted = { numPassedTests: 0, numFailedTests: 0 };
  try {
    counted = JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    console.error(`No report of ${name}: ${error.message}`);
  }
  total.passed += counted.numPassedTests;
  total.failed += Math.max(counted.numFailedTests, status === 0 ? 0 : 1);
}

stage('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.');
stage('types', 'node_modules/typescript/bin/tsc', '-p', '.');
stage('types of the pages', 'node_modules/typescript/bin/tsc', '-p', 'webview');
stage('lint', 'node_modules/eslint/bin/eslint.js', '.');
if (stage('build', 'esbuild.mjs')) {
  tests('unit', '--project=unit');
  tests('integration', '--project=integration');
  stage('mutations', 'test/mutations/run.mjs');
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
