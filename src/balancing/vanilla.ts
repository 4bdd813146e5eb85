import { z } from 'zod';
import type { BalancingConfiguration } from '../record/balancing.js';
import { regular } from '../record/mode.js';
import { resolveOptions } from '../record/resolve-options.js';
import type { Strategy } from './strategy.js';

/** For a model file: train as usual, every step regular. It has no options. */
export function vanilla(options: Readonly<Record<string, never>> = {}): BalancingConfiguration {
  return { strategy: 'vanilla', ...resolveOptions(z.strictObject({}), options, 'balancing') };
}

/** Every step regular (paper: the vanilla algorithm). It remembers nothing. */
export function vanillaStrategy(): Strategy<null> {
  return {
    initial: () => null,
    next: () => ({ mode: regular, state: null }),
    parse: (state) => z.null().parse(state),
  };
}
