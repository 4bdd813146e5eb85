import * as l10n from '@vscode/l10n';
import type { Installation, SetUpBackend, SetUpWay } from '../../compute/installed-backends.js';
import { megabytes } from '../../setup/progress-in-words.js';

/** What a person can choose: a way to set a backend up, or to take one away. */
export interface SetUpChoice {
  readonly backend: SetUpBackend;
  /** Null: what was set up is taken away. */
  readonly way: SetUpWay | null;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The system that a choice is for. */
export interface System {
  readonly platform: string;
  readonly arch: string;
}

/** What can be set up on a system, what serves most people first, and then what can be taken away. */
export function setUpChoices(installed: readonly Installation[], system: System): SetUpChoice[] {
  const inUse = (backend: SetUpBackend, way: SetUpWay): string =>
    installed.some((each) => each.backend === backend && each.way === way) ? l10n.t('set up') : '';
  const offered = [webGpu(), ...tensorFlow(system)];
  return [
    ...offered.map((choice) => ({ ...choice, description: inUse(choice.backend, choice.way) })),
    ...installed.map(({ backend, contents, device, size }) => ({
      backend,
      way: null,
      label: `$(trash) ${l10n.t('Remove {0}', backend)}`,
      description: l10n.t('{0} MB', megabytes(size)),
      detail: l10n.t('{0}, set up on {1}', contents.join(', '), device),
    })),
  ];
}

interface Offer {
  readonly backend: SetUpBackend;
  readonly way: SetUpWay;
  readonly label: string;
  readonly detail: string;
}

function webGpu(): Offer {
  return {
    backend: 'webgpu',
    way: 'packed',
    label: '$(cloud-download) webgpu',
    detail: l10n.t(
      'Any GPU with a driver for Vulkan, Metal or Direct3D 12. One download; needs nothing.',
    ),
  };
}

/** The ways to TensorFlow that this system has: what `src/setup` would refuse is not offered. */
function tensorFlow({ platform, arch }: System): Offer[] {
  const isMac = platform === 'darwin';
  const builds = platform === 'linux' && ['x64', 'arm64'].includes(arch);
  const offers: (Offer & { readonly isOffered: boolean })[] = [
    {
      ...{ backend: 'tensorflow-gpu', way: 'built' },
      label: `$(tools) ${l10n.t('{0}, built for a current TensorFlow', 'tensorflow-gpu')}`,
      detail: l10n.t(
        'NVIDIA GPUs. Several GB, CUDA included; needs Python’s pip and a C++ compiler.',
      ),
      isOffered: platform === 'linux' && arch === 'x64',
    },
    {
      ...{ backend: 'tensorflow-gpu', way: 'published' },
      label: `$(package) ${l10n.t('{0}, as published', 'tensorflow-gpu')}`,
      detail: l10n.t(
        'NVIDIA GPUs before 2022. Needs npm, and CUDA 11.2, which you install yourself.',
      ),
      isOffered: !isMac && arch === 'x64',
    },
    {
      ...{ backend: 'tensorflow', way: 'built' },
      label: `$(tools) ${l10n.t('{0}, built for a current TensorFlow', 'tensorflow')}`,
      detail: l10n.t(
        'Every core of the CPU. About 1 GB; needs Python with pip and a C++ compiler.',
      ),
      isOffered: builds || (isMac && arch === 'arm64'),
    },
    {
      ...{ backend: 'tensorflow', way: 'published' },
      label: `$(package) ${l10n.t('{0}, as published', 'tensorflow')}`,
      detail: l10n.t('Every core of the CPU; TensorFlow 2.9. Needs npm.'),
      isOffered: true,
    },
  ];
  return offers.filter(({ isOffered }) => isOffered);
}
