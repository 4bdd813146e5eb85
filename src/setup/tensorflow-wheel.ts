import * as l10n from '@vscode/l10n';
import { Problem } from '../record/problem.js';
import type { bindingPackages } from './pinned-packages.js';

/** A TensorFlow for Python, whose wheel holds the library and the C headers that the binding is built against. */
export interface TensorFlowWheel {
  /** Name of the package on the Python package index. */
  readonly name: string;
  readonly version: string;
  /** SHA-256 of the wheel, hexadecimal. */
  readonly sha256: string;
  /** The package's extra that brings CUDA; null for a TensorFlow that computes on the CPU. */
  readonly extra: 'and-cuda' | null;
}

/** Wheels are made for one Python each: the libraries in them are the same, so one of them serves every Python. */
export const wheelsPython = { version: '3.12', abi: 'cp312' } as const;

const version = '2.21.0';

const wheels: Readonly<
  Record<keyof typeof bindingPackages, Readonly<Record<string, TensorFlowWheel>>>
> = {
  tensorflow: {
    'linux-x64': {
      ...{ name: 'tensorflow-cpu', version, extra: null },
      sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
    },
    'linux-arm64': {
      ...{ name: 'tensorflow', version, extra: null },
      sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
    },
    'darwin-arm64': {
      ...{ name: 'tensorflow', version, extra: null },
      sha256: '56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712',
    },
  },
  'tensorflow-gpu': {
    'linux-x64': {
      ...{ name: 'tensorflow', version, extra: 'and-cuda' },
      sha256: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
    },
  },
};

/**
 * The wheel that a binding is built against on this system.
 *
 * @throws Problem `backend` where there is none that holds a library to link with
 */
export function tensorFlowWheel(
  backend: keyof typeof bindingPackages,
  { platform, arch }: { readonly platform: string; readonly arch: string } = process,
): TensorFlowWheel {
  const system = `${platform}-${arch}`;
  const wheel = wheels[backend][system];
  if (wheel === undefined) {
    const systems = Object.keys(wheels[backend]).join(', ');
    throw new Problem({
      code: 'backend',
      what: l10n.t(
        'For {0} there is no TensorFlow {1} that {2} can be built against.',
        system,
        version,
        backend,
      ),
      remedy: l10n.t(
        'It can be built on {0}; here set up webgpu, or take the published native part.',
        systems,
      ),
    });
  }
  return wheel;
}
