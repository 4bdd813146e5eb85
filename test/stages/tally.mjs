import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runScript } from './program.mjs';
import { readTestReport } from './test-report.mjs';

/** Runs stages, also several at once, prints each as a whole when it has ended, and counts what came of them. */
export class Tally {
  #passed = 0;
  #failed = 0;
  /** What is said at the end, where people look first: what was skipped, what failed once, what failed. */
  #skipped = [];
  #failedOnce = [];
  #failures = [];
  /** How long each stage took, as words. */
  #times = [];
  /** Files of tests that failed while other stages ran beside them, by stage. */
  #toRepeat = new Map();
  #began = performance.now();
  #scratch = mkdtempSync(path.join(tmpdir(), 'modality-lens-test-'));

  /** Runs one stage that either holds or does not; says whether it holds. */
  async stage(name, niceness, script, ...parameters) {
    const holds = (await this.#run(name, niceness, script, parameters)) === 0;
    if (holds) {
      this.#passed += 1;
    } else {
      this.#fail(name);
    }
    return holds;
  }

  /**
   * Runs a project of tests, which are counted one by one. The files of which some failed are left to
   * {@link Tally.repeat}.
   */
  async tests(project, niceness) {
    const files = await this.#test(project, niceness);
    this.#count(
      project,
      files.filter(({ hasFailed }) => !hasFailed),
    );
    const failed = files.filter(({ hasFailed }) => hasFailed);
    if (failed.length > 0) {
      this.#toRepeat.set(project, failed);
    }
  }

  /**
   * Runs the files of tests that failed again, with nothing beside them, and counts what comes of that: a window that got
   * no processor while others had work says nothing of the code. What failed only then is said at the end.
   */
  async repeat() {
    for (const [project, failed] of this.#toRepeat) {
      this.#failedOnce.push(...failed.flatMap(({ failures }) => failures));
      const paths = failed.map((file) => file.path);
      const files = await this.#test(project, 0, `${project}, again`, ...paths);
      this.#count(project, files);
      for (const { failures } of files) {
        failures.forEach((failure) => this.#fail(`${project}: ${failure}`));
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
    const sections = [
      this.#skipped,
      [`took: ${this.#times.join(', ')}; all of it ${all} s`],
      this.#failedOnce.map(
        (failure) => `failed beside other stages, and was run again: ${failure}`,
      ),
      this.#failures,
    ];
    for (const section of sections.filter(({ length }) => length > 0)) {
      console.log(`\n${section.join('\n')}`);
    }
    const skipped = this.#skipped.length > 0 ? `, ${this.#skipped.length} skipped` : '';
    console.log(`\n${this.#passed} passed, ${this.#failed} failed${skipped}`);
    process.exitCode = this.#failed === 0 ? 0 : 1;
  }

  /** Runs files of a project, all where none are named; a runner that breaks without a report is one failure. */
  async #test(project, niceness, name = project, ...paths) {
    const report = path.join(this.#scratch, `${name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const all = ['run', ...reporters, `--project=${project}`, ...paths];
    const code = await this.#run(name, niceness, 'node_modules/vitest/vitest.mjs', all);
    try {
      const files = readTestReport(report);
      if (code !== 0 && !files.some(({ hasFailed }) => hasFailed)) {
        this.#fail(`${name}, outside of its tests`);
      }
      return files;
    } catch (error) {
      this.#fail(`${name}, without a report: ${error.message}`);
      return [];
    }
  }

  async #run(name, niceness, script, parameters) {
    console.log(`… ${name}`);
    const { code, printed, seconds } = await runScript(script, parameters, niceness);
    console.log(`\n# ${name}\n${printed}`);
    this.took(name, seconds);
    return code;
  }

  #count(project, files) {
    for (const { passed, skipped } of files) {
      this.#passed += passed;
      this.#skipped.push(...skipped.map((one) => `skipped: ${project}: ${one}`));
    }
  }

  #fail(what) {
    this.#failed += 1;
    this.#failures.push(`failed: ${what}`);
  }
}
