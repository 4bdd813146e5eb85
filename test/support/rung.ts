import { packageFolders } from '../../src/compute/installed-backends.js';
import { startBackend } from '../../src/compute/start-backend.js';
import { backendName, type BackendName } from '../../src/record/run.js';

/**
 * The rung that the numerical tests are asked to run on, by the variable RUNG; null for the ones that each of them usually
 * runs on.
 */
export const askedRung: BackendName | null =
  process.env.RUNG === undefined ? null : backendName.parse(process.env.RUNG);

/** Whether the tests run on the embedded backend, or where they usually do. */
export const isUsualRung = askedRung === null || askedRung === 'wasm';

/** Starts the asked rung in this process, or the usual one. */
export async function startRung(usual: BackendName): Promise<void> {
  await startBackend(askedRung ?? usual, packageFolders([import.meta.dirname]));
}

/** What a test does on a rung. */
interface OnRung {
  readonly backend: BackendName;
}

/**
 * What a test goes through: both of these, or one of them on the asked rung, the small one where that computes slowly.
 */
export function onRungs<Case extends OnRung>(large: Case, small: Case): Case[] {
  if (askedRung === null) {
    return [large, small];
  }
  const isSlow = askedRung === 'cpu' || askedRung === 'webgpu';
  return [{ ...(isSlow ? small : large), backend: askedRung }];
}
