import { systemErrorCode } from '../runs/disk-problem.js';

/**
 * Ends the process quietly once the program that reads `stream` has closed it, as `events | head` does: what would be
 * written further is for nobody. A training in a child is interrupted then, with a checkpoint.
 */
export function leaveWhenNobodyReads(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: Error) => {
    if (systemErrorCode(error) !== 'EPIPE') {
      throw error;
    }
    process.exit();
  });
}
