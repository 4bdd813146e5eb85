import type { Checkpoint } from '../../record/checkpoint.js';
import type { RunEvent } from '../../record/event.js';
import type { Step } from '../../record/step.js';

/** What a session has to tell, in the order in which it happened. */
export type SessionItem =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint };
