import { readFileSync } from 'node:fs';

/**
 * Reads what vitest's JSON reporter wrote of one run.
 *
 * @returns of each file of tests its path, whether it failed, how many of its tests passed, and as lines what failed of it
 *   and what it skipped
 * @throws Error where there is no report: the runner broke
 */
export function readTestReport(report) {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return testResults.map(({ name, status, message, assertionResults }) => {
    const withStatus = (wanted) => assertionResults.filter((test) => test.status === wanted);
    const failures = withStatus('failed').map(
      ({ fullName, failureMessages }) => `${fullName}\n${failureMessages.join('\n')}`,
    );
    const hasFailed = status === 'failed';
    return {
      path: name,
      hasFailed,
      passed: withStatus('passed').length,
      // What breaks before its first test, or after its last one, fails as a whole.
      failures: hasFailed && failures.length === 0 ? [`${name}\n${message}`] : failures,
      skipped: withStatus('skipped').map(
        ({ fullName, meta }) => `${fullName} (${meta.whySkipped ?? 'not on this system'})`,
      ),
    };
  });
}
