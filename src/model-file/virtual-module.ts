import * as api from './api.js';
import { UnknownName } from './unknown-name.js';

/** Names that module loaders ask of any module, to find out what kind of module it is. */
const askedByLoaders: ReadonlySet<PropertyKey> = new Set([
  'default',
  'then',
  'toJSON',
  '__esModule',
]);

/** What `import … from 'modality-lens'` gives a model file: {@link api}, and an answer for every name not in it. */
export const modalityLens: object = new Proxy(
  { ...api },
  {
    // Loaders look before they read; saying yes brings them to `get`, which explains what is wrong.
    has: (target, name) => isKnown(target, name) || !isLeftAlone(name),
    get(target, name, receiver): unknown {
      if (isKnown(target, name) || isLeftAlone(name)) {
        return Reflect.get(target, name, receiver);
      }
      throw new UnknownName(String(name), Object.keys(target));
    },
  },
);

function isKnown(target: object, name: PropertyKey): boolean {
  return name in target;
}

function isLeftAlone(name: PropertyKey): boolean {
  return typeof name === 'symbol' || askedByLoaders.has(name);
}
