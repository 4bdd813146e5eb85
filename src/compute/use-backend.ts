import { Problem } from '../record/problem.js';
import { backendName } from '../record/run.js';
import type { BackendName, Device } from '../record/run.js';
import { parseBackendName, unavailable } from './backend-problem.js';
import { probeRung } from './probe-ladder.js';
import type { LadderOptions } from './probe-ladder.js';
import { startBackend } from './start-backend.js';

/** The backend that is always there. */
const embeddedBackend: BackendName = 'wasm';

/** Whether a backend is no part of Modality Lens: it may be missing, and its native code may crash or hang. */
function isForeign(name: BackendName): boolean {
  return name !== embeddedBackend && name !== 'cpu';
}

/**
 * Makes tf compute on a backend in this process.
 *
 * @param requested its name; null for the first of the ladder that works, `cpu` excepted
 * @returns what it computes on
 * @throws Problem `backend` for an unknown name, or where the requested backend cannot be used
 */
export async function useBackend(
  requested: string | null,
  options: LadderOptions,
): Promise<Device> {
  const name = await chooseBackend(requested, options);
  try {
    return (await startBackend(name, options.searchPaths)).device;
  } catch (error) {
    if (error instanceof Problem) {
      throw error;
    }
    throw unavailable(name, error instanceof Error ? error.message : String(error), error);
  }
}

/**
 * The requested backend, or the first of the ladder, after a trial in a child.
 *
 * @throws Problem `backend` for an unknown name, or where the trial of the requested one fails
 */
export async function chooseBackend(
  requested: string | null,
  options: LadderOptions,
): Promise<BackendName> {
  if (requested !== null) {
    const name = parseBackendName(requested);
    // Whoever asks for it by name may have it imitated in software, too.
    const rung = isForeign(name) ? await probeRung(name, options, true) : null;
    if (rung?.available === false) {
      throw unavailable(name, rung.reason);
    }
    return name;
  }
  for (const name of backendName.options.filter(isForeign)) {
    if ((await probeRung(name, options)).available) {
      return name;
    }
  }
  return embeddedBackend;
}
