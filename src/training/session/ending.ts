import type { RunState } from '../../record/event.js';

/** How a session ended. */
export interface Ending {
  readonly state: Extract<RunState, 'finished' | 'stopped' | 'interrupted'>;
  /** Why, where there is more to say than the state's name: one sentence. */
  readonly reason: string | null;
}
