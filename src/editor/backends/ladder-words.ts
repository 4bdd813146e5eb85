import * as l10n from '@vscode/l10n';
import type { Installation } from '../../compute/installed-backends.js';
import type { Rung } from '../../compute/probe-ladder.js';
import type { BackendName } from '../../record/run.js';

/** One line of the list of backends. */
export interface LadderLine {
  /** The backend; null for the choice of the first that works. */
  readonly name: BackendName | null;
  readonly label: string;
  readonly description: string;
  /** What it computes on, or why it cannot be used. */
  readonly detail: string;
  /** Whether training can use it. */
  readonly isAvailable: boolean;
}

/** What the ladder takes where nobody has asked for a backend: the first that is available. */
export function firstAvailable(rungs: readonly Rung[]): BackendName | null {
  return rungs.find(({ available }) => available)?.name ?? null;
}

/**
 * The ladder as a list, best first, headed by the choice of the first that works.
 *
 * @param chosen what the setting asks for; null for the first that works
 * @param installed what was set up
 */
export function ladderLines(
  rungs: readonly Rung[],
  chosen: BackendName | null,
  installed: readonly Installation[],
): LadderLine[] {
  const first = firstAvailable(rungs);
  const inUse = l10n.t('what training takes');
  return [
    {
      name: null,
      label: `$(list-ordered) ${l10n.t('auto')}`,
      description: chosen === null ? l10n.t('current setting') : '',
      detail:
        first === null
          ? l10n.t('None of them works: training cannot start.')
          : l10n.t('The first that works: now {0}.', first),
      isAvailable: first !== null,
    },
    ...rungs.map((rung): LadderLine => {
      const isInUse = rung.name === (chosen ?? first);
      const isSetUp = installed.some(({ backend }) => backend === rung.name);
      const state = [
        ...(rung.available ? [] : [l10n.t('not available')]),
        ...(isSetUp ? [l10n.t('set up')] : []),
      ];
      return {
        name: rung.name,
        label: `$(${rung.available ? 'pass' : 'circle-slash'}) ${rung.name}`,
        description: [...state, ...(isInUse ? [inUse] : [])].join(' · '),
        detail: rung.available ? rung.device.description : rung.reason,
        isAvailable: rung.available,
      };
    }),
  ];
}
