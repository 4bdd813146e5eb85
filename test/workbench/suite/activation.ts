import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { extensions } from 'vscode';

/** What activating the extension costs its host. */
export interface Activation {
  /** From asking for it until it is active, the loading of its code included, milliseconds. */
  readonly milliseconds: number;
  /** How much of that the host's thread was busy, and did not wait for the window, milliseconds. */
  readonly busy: number;
  /** Whether it was not active before. */
  readonly isFirst: boolean;
  /** Modules of tf that the host has loaded since, and whether tf has started there. */
  readonly tensorFlow: readonly string[];
}

/** What the bench measures in one host. */
export interface MeasuredActivations {
  /** Of an extension that does nothing. */
  readonly empty: Activation;
  readonly ours: Activation;
}

/** Activates an extension, this one by default, and measures it. Throws where it is not there or its activation fails. */
export async function activate(name = 'modality-lens'): Promise<Activation> {
  const extension = extensions.getExtension(`modality-lens.${name}`);
  if (extension === undefined) {
    throw new Error('The extension is not there.');
  }
  const isFirst = !extension.isActive;
  const before = performance.eventLoopUtilization();
  const start = performance.now();
  await extension.activate();
  const milliseconds = performance.now() - start;
  const { active: busy } = performance.eventLoopUtilization(before);
  const modules = Object.keys(require.cache).filter((file) => /tensorflow|tfjs/.test(file));
  return {
    ...{ milliseconds, busy, isFirst },
    tensorFlow: '_tfengine' in globalThis ? [...modules, 'globalThis._tfengine'] : modules,
  };
}

/** For the bench: writes the measurements where MODALITY_LENS_REPORT says. */
export async function run(): Promise<void> {
  const measured: MeasuredActivations = { empty: await activate('empty'), ours: await activate() };
  writeFileSync(process.env.MODALITY_LENS_REPORT ?? '', JSON.stringify(measured));
}
