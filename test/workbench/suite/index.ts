import Mocha from 'mocha';
import { assistantTests } from './assistant-tests.js';
import { activationTests } from './activation-tests.js';
import { declarationTests } from './declaration-tests.js';
import { findingTests } from './finding-tests.js';
import { taskTests } from './task-tests.js';
import { typesTests } from './types-tests.js';

/** Runs the suite; VS Code calls it in the extension host. Rejects where a test fails. */
export function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 150_000,
    reporter: 'json',
    reporterOptions: { output: process.env.MODALITY_LENS_REPORT },
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // The first test is the one that activates the extension.
  activationTests();
  declarationTests();
  typesTests();
  findingTests();
  taskTests();
  assistantTests();
  return new Promise((resolve, reject) => {
    mocha.run((failed) => {
      if (failed === 0) {
        resolve();
      } else {
        reject(new Error(`${failed} tests failed.`));
      }
    });
  });
}
