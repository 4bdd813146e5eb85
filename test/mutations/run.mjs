/**
 * Applies each known fault (`*.patch` beside this file) to a copy of the sources and runs the file of tests that the patch
 * names after `Noticed by:`: it must turn red. Exits with 1 where a fault goes unnoticed or a patch no longer applies.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const copied = [
  ...['src', 'test', 'examples', 'package.json', 'tsconfig.json'],
  // The configuration of the tests compiles the kernels in AssemblyScript.
  ...['vitest.config.mts', 'assembly-script.mjs'],
];

/** Runs `use` in a copy of the sources. */
function inCopy(use) {
  const copy = mkdtempSync(path.join(tmpdir(), 'modality-lens-mutation-'));
  try {
    for (const name of copied) {
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
    return use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function apply(copy, patch) {
  const { status, stderr } = spawnSync('git', ['apply', path.join(import.meta.dirname, patch)], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(copy) },
  });
  if (status !== 0) {
    throw new Error(`${patch} no longer applies: ${stderr}`);
  }
}

/** The file of tests that a patch names. */
function testFileOf(patch) {
  const text = readFileSync(path.join(import.meta.dirname, patch), 'utf8');
  const [, file] = /^Noticed by: (\S+)$/m.exec(text) ?? [];
  if (file === undefined || !existsSync(path.join(root, file))) {
    throw new Error(`${patch} names no file of tests that would notice it.`);
  }
  return file;
}

/** How many tests of a file fail in `copy`; stops at the first. */
function failures(copy, testFile) {
  const report = path.join(copy, 'report.json');
  spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project=unit',
      '--bail=1',
      '--reporter=json',
      `--outputFile=${report}`,
      testFile,
    ],
    { cwd: copy, stdio: 'ignore' },
  );
  return JSON.parse(readFileSync(report, 'utf8')).numFailedTests;
}

const patches = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.patch'));
const unnoticed = patches.filter((patch) => {
  const testFile = testFileOf(patch);
  const noticed = inCopy((copy) => {
    apply(copy, patch);
    return failures(copy, testFile) > 0;
  });
  console.log(`${noticed ? 'noticed' : 'NOT NOTICED'}: ${path.basename(patch, '.patch')}`);
  return !noticed;
});
process.exitCode = unnoticed.length === 0 ? 0 : 1;
