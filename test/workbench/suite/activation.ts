import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { extensions } from 'vscode';

/** What activating the extension costs its host. */
export interface Activation {
  /** From asking for it until it is active, the loading of its code included. */
  readonly milliseconds: number;
  /** Whether it was not active before. */
  readonly isFirst: boolean;
  /** Modules of tf that the host has loaded since, and whether tf has started there. */
  readonly tensorFlow: readonly string[];
}

/** Activates the extension and measures it. Throws where it is not there or its activation fails. */
export async function activate(): Promise<Activation> {
  const extension = extensions.getExtension('modality-lens.modality-lens');
  if (extension === undefined) {
    throw new Error('The extension is not there.');
  }
  const isFirst = !extension.isActive;
  const start = performance.now();
  await extension.activate();
  const milliseconds = performance.now() - start;
  const modules = Object.keys(require.cache).filter((file) => /tensorflow|tfjs/.test(file));
  return {
    milliseconds,
    isFirst,
    tensorFlow: '_tfengine' in globalThis ? [...modules, 'globalThis._tfengine'] : modules,
  };
}

/** For the bench: writes the measurement where MODALITY_LENS_REPORT says. */
export async function run(): Promise<void> {
  writeFileSync(process.env.MODALITY_LENS_REPORT ?? '', JSON.stringify(await activate()));
}
