import * as l10n from '@vscode/l10n';
import { nearestName } from '../record/nearest-name.js';
import { Problem } from '../record/problem.js';
import { backendName } from '../record/run.js';
import type { BackendName } from '../record/run.js';

/** The Problem of a backend that a person asked for and that cannot be used. */
export function unavailable(name: BackendName, reason: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'backend',
      what: l10n.t('The backend {0} cannot be used: {1}', name, reason),
      remedy: remedyFor(name),
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
    const all = backendName.options.join(', ');
    throw new Problem({
      code: 'backend',
      what: l10n.t('There is no backend "{0}".', name),
      remedy:
        nearest === null
          ? l10n.t('The backends are {0}.', all)
          : l10n.t('Did you mean "{0}"? The backends are {1}.', nearest, all),
    });
  }
  return parsed.data;
}

function remedyFor(name: BackendName): string {
  switch (name) {
    case 'tensorflow-gpu':
    case 'tensorflow':
      return l10n.t(
        'Set it up ("Modality Lens: Set Up GPU Backend", or `set-up {0}`), or leave the backend open to take the first that works.',
        name,
      );
    case 'webgpu':
      return l10n.t(
        'Set it up ("Modality Lens: Set Up GPU Backend", or `set-up {0}`), install a driver for Vulkan, Metal or Direct3D 12, or leave the backend open to take the first that works.',
        name,
      );
    case 'wasm':
      return l10n.t(
        'Reinstall Modality Lens, whose embedded backend this is, or leave the backend open to take the first that works.',
      );
    case 'cpu':
      return l10n.t(
        'Take another backend, or leave the backend open to take the first that works.',
      );
  }
}
