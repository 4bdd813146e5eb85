import type { BalancingConfiguration } from '../../record/balancing.js';
import type { LiveStatus } from '../../record/page-message.js';
import type { ProblemDescription } from '../../record/problem.js';
import type { RunState } from '../../record/event.js';

/** How far a training is. */
export interface TrainingProgress {
  /** Training steps taken, and how many there are to be. */
  readonly step: number;
  readonly plannedSteps: number;
  /** The epoch in progress, from 1; 0 before the first step. */
  readonly epoch: number;
  /** Median duration of the latest steps, milliseconds; null before the first. */
  readonly stepDuration: number | null;
  /** About how long the rest takes, milliseconds; null before the first step. */
  readonly timeLeft: number | null;
  /** When the last step ended, milliseconds since the Unix epoch; null before the first. */
  readonly lastStep: number | null;
  /** What it computes on, in words. */
  readonly device: string;
}

/** What a session is doing. */
export type SessionState = 'loading' | 'training' | 'paused' | 'evaluating' | 'stopping' | 'ended';

/** How a session ended. */
export interface SessionOutcome {
  readonly state: RunState;
  /** What went wrong, where something did. */
  readonly problem: ProblemDescription | null;
  /** Whether the child ended without closing its run, and nobody had asked for it. */
  readonly crashed: boolean;
}

/** One training of this window: a child of its own, and the run that it writes. */
export interface TrainingSession {
  /** Absolute path of the model file. */
  readonly modelFile: string;
  /** Absolute path of the run directory; null while the model file loads. */
  readonly directory: string | null;
  readonly state: SessionState;
  /** Null while the model file loads. */
  readonly progress: TrainingProgress | null;
  /** The strategy in force; null before it is known. */
  readonly balancing: BalancingConfiguration | null;
  /** What was asked for and has not happened yet. */
  readonly pending: LiveStatus['pending'];
  /** Why the training waits (its disk is full). */
  readonly waiting: ProblemDescription | null;
  /** How it ended; null while it goes on. */
  readonly outcome: SessionOutcome | null;
}
