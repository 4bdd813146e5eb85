import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import Module from 'node:module';

/** The one entry of Node's CommonJS loader that every `require` of every package goes through; not in its types. */
const loader = Module as unknown as {
  _load: (this: unknown, request: string, ...rest: unknown[]) => unknown;
};

let sharing: Promise<ReadonlyMap<string, unknown>> | undefined;

/**
 * Makes every `require` of `@tensorflow/tfjs`, `@tensorflow/tfjs-core` and `@tensorflow/tfjs-layers` in this process,
 * from whatever package, answer with this program's own copies, and returns those by name.
 *
 * A second copy would refuse the first one's tensors and layers, and `@tensorflow/tfjs-node-gpu`, wherever it is
 * installed, registers its backend with the copy that it finds. Call this before anything of the user's loads.
 */
export function shareTensorFlow(): Promise<ReadonlyMap<string, unknown>> {
  sharing ??= share();
  return sharing;
}

async function share(): Promise<ReadonlyMap<string, unknown>> {
  const union: object = await import('@tensorflow/tfjs');
  const shared = new Map<string, unknown>([
    ['@tensorflow/tfjs', commonJsExports(union)],
    ['@tensorflow/tfjs-core', commonJsExports(core)],
    ['@tensorflow/tfjs-layers', commonJsExports(layers)],
  ]);
  const load = loader._load;
  loader._load = function (request, ...rest) {
    return shared.has(request) ? shared.get(request) : load.call(this, request, ...rest);
  };
  return shared;
}

/** What `require` returns for the CommonJS module that was imported as `namespace`. */
function commonJsExports(namespace: object): unknown {
  return 'default' in namespace ? namespace.default : namespace;
}
