import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runScript } from './program.mjs';

/** Runs stages, also several at once, prints each as a whole when it has ended, and counts what came of them. */
export class Tally {
  #passed = 0;
  #failed = 0;
  /** What was skipped, as lines. */
  #skipped = [];
  /** What failed, as lines: the end of a long output is where people look first, and all that some keep. */
  #failures = [];
  /** How long each stage took, as words. */
  #times = [];
  #began = performance.now();
  #scratch = mkdtempSync(path.join(tmpdir(), 'modality-lens-test-'));

  /** Runs one stage that either holds or does not; says whether it holds. */
  async stage(name, niceness, script, ...parameters) {
    const holds = (await this.#run(name, niceness, script, parameters)) === 0;
    this.#count(holds ? 1 : 0, holds ? 0 : 1);
    if (!holds) {
      this.#failures.push(`failed: ${name}`);
    }
    return holds;
  }

  /** Runs a stage of many tests, counted one by one; a runner that breaks without a report is one failure. */
  async tests(name, niceness, ...parameters) {
    const report = path.join(this.#scratch, `${name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const vitest = 'node_modules/vitest/vitest.mjs';
    const all = ['run', ...reporters, ...parameters];
    const code = await this.#run(name, niceness, vitest, all);
    let counted = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
    try {
      counted = JSON.parse(readFileSync(report, 'utf8'));
    } catch (error) {
      console.error(`No report of ${name}: ${error.message}`);
    }
    this.#count(counted.numPassedTests, Math.max(counted.numFailedTests, code === 0 ? 0 : 1));
    if (code !== 0 && counted.numFailedTests === 0) {
      const said = counted.testResults.map(({ message }) => message).filter(Boolean);
      this.#failures.push([`failed: ${name}, outside of its tests`, ...said].join('\n'));
    }
    for (const test of counted.testResults.flatMap(({ assertionResults }) => assertionResults)) {
      if (test.status === 'skipped') {
        this.skip(`${name}: ${test.fullName}`, test.meta.whySkipped ?? 'not on this system');
      } else if (test.status === 'failed') {
        this.#failures.push(
          `failed: ${name}: ${test.fullName}\n${test.failureMessages.join('\n')}`,
        );
      }
    }
  }

  /** Counts something as skipped, to be said at the end. */
  skip(what, reason) {
    this.#skipped.push(`skipped: ${what} (${reason})`);
  }

  /** Notes how long something took, to be said at the end. */
  took(what, seconds) {
    this.#times.push(`${what} ${Math.round(seconds)} s`);
  }

  /** Says what was skipped, how long everything took, what failed, and the counts; sets the exit code. */
  end() {
    rmSync(this.#scratch, { recursive: true, force: true });
    const all = Math.round((performance.now() - this.#began) / 1000);
    const lines = [...this.#skipped, '', `took: ${this.#times.join(', ')}; all of it ${all} s`];
    console.log(`\n${[...lines, '', ...this.#failures].join('\n')}`);
    const skipped = this.#skipped.length > 0 ? `, ${this.#skipped.length} skipped` : '';
    console.log(`${this.#passed} passed, ${this.#failed} failed${skipped}`);
    process.exitCode = this.#failed === 0 ? 0 : 1;
  }

  async #run(name, niceness, script, parameters) {
    console.log(`… ${name}`);
    const { code, printed, seconds } = await runScript(script, parameters, niceness);
    console.log(`\n# ${name}\n${printed}`);
    this.took(name, seconds);
    return code;
  }

  #count(passed, failed) {
    this.#passed += passed;
    this.#failed += failed;
  }
}
