import { nearestName } from '../record/nearest-name.js';
import { Problem } from '../record/problem.js';
import { backendName } from '../record/run.js';
import type { BackendName } from '../record/run.js';

/** The Problem of a backend that a person asked for and that cannot be used. */
export function unavailable(name: BackendName, reason: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'backend',
      what: `The backend ${name} cannot be used: ${reason}`,
      remedy: remedies[name],
    },
    { cause },
  );
}

/**
 * The backend called `name`.
 *
 * @throws Problem `backend` for any other name, with the nearest one
 */
export function parseBackendName(name: string): BackendName {
  const parsed = backendName.safeParse(name);
  if (!parsed.success) {
    const nearest = nearestName(name, backendName.options);
    const suggestion = nearest === null ? '' : `Did you mean "${nearest}"? `;
    throw new Problem({
      code: 'backend',
      what: `There is no backend "${name}".`,
      remedy: `${suggestion}The backends are ${backendName.options.join(', ')}.`,
    });
  }
  return parsed.data;
}

const elsewhere = 'or leave the backend open to take the first that works.';

const remedies: Readonly<Record<BackendName, string>> = {
  'tensorflow-gpu': `Set it up ("Modality Lens: Set Up GPU Backend", or \`set-up tensorflow-gpu\`), ${elsewhere}`,
  webgpu: `Set it up ("Modality Lens: Set Up GPU Backend", or \`set-up webgpu\`), install a driver for Vulkan, Metal or Direct3D 12, ${elsewhere}`,
  tensorflow: `Set it up ("Modality Lens: Set Up GPU Backend", or \`set-up tensorflow\`), ${elsewhere}`,
  wasm: `Reinstall Modality Lens, whose embedded backend this is, ${elsewhere}`,
  cpu: `Take another backend, ${elsewhere}`,
};
