import { Problem } from '../record/problem.js';
import { childEnvironment } from '../compute/child-environment.js';
import type { SetUpStep } from './fetch-package.js';
import { runProgram } from './run-program.js';

/** A program that is there, and what it says its version is. */
export interface FoundProgram {
  readonly program: string;
  readonly said: string;
}

/**
 * The first of `candidates` that can say its version.
 *
 * @param asking parameters that make it say so
 * @throws Problem `backend` where none can: that of the first
 */
export async function firstWorkingProgram(
  candidates: readonly string[],
  asking: readonly string[],
  { folder, signal }: Pick<SetUpStep, 'folder' | 'signal'>,
  remedy: string,
): Promise<FoundProgram> {
  let first: Problem | null = null;
  for (const program of candidates) {
    try {
      const said = await runProgram({
        ...{ program, parameters: asking, cwd: folder, signal },
        environment: childEnvironment(process.env),
        onLine: () => undefined,
        ...{ whereMissing: remedy, whereFailed: remedy },
      });
      return { program, said: said.trim() };
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      first ??= error;
    }
  }
  throw first ?? new Error('No program was named.');
}
