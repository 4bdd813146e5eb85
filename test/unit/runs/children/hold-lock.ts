import { Problem } from '../../../../src/record/problem.js';
import { RunLock } from '../../../../src/runs/run-lock.js';

const directories = process.argv.slice(2);

/** Between the moments at which all children ask for the next lock, milliseconds. */
const pause = 20;

/** Takes the locks of all folders, one after another, each at its moment; what became of each. */
async function takeAll(start: number): Promise<string[]> {
  const answers: string[] = [];
  for (const [index, directory] of directories.entries()) {
    while (Date.now() < start + index * pause) {
      // A sleeping process would wake too late to compete.
    }
    try {
      await RunLock.acquire(directory);
      answers.push('held');
    } catch (error) {
      answers.push(error instanceof Problem ? error.description.what : String(error));
    }
  }
  return answers;
}

// The listener keeps the process, and with it the locks, until it is killed.
process.on('message', (start) => {
  void takeAll(Number(start)).then((answers) => process.send?.(answers));
});
process.send?.('ready');
