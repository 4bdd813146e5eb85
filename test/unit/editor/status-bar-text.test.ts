import { describe, expect, test } from 'vitest';
import { stalledFor, statusBarText } from '../../../src/editor/status-bar-text.js';
import type { TrainingSession } from '../../../src/editor/sessions/training-session.js';

const now = 1_000_000;

function session(changes: Partial<TrainingSession> = {}): TrainingSession {
  return {
    modelFile: '/models/tiny.multimodal.ts',
    directory: '/models/.modality-lens/runs/one',
    state: 'training',
    progress: {
      ...{ step: 120, plannedSteps: 992, epoch: 2, device: 'CPU (WebAssembly)' },
      ...{ stepDuration: 200, timeLeft: 174_400, lastStep: now - 300 },
    },
    ...{ balancing: null, pending: null, waiting: null, outcome: null },
    ...changes,
  };
}

function lastStepAgo(milliseconds: number, stepDuration: number): TrainingSession {
  const { progress, ...others } = session();
  return {
    ...others,
    progress: progress && { ...progress, stepDuration, lastStep: now - milliseconds },
  };
}

describe('the status bar', () => {
  test('is empty without a training', () => {
    expect(statusBarText([], now)).toBeNull();
  });

  test('says step, epoch, time left and device', () => {
    expect(statusBarText([session()], now)?.text).toBe(
      '$(loading~spin) step 120 of 992 · epoch 2 · about 3 min left · CPU (WebAssembly)',
    );
  });

  test('counts several, and says each of them in its tooltip', () => {
    const shown = statusBarText([session(), session({ state: 'paused' })], now);
    expect(shown?.text).toContain('2 trainings');
    expect(shown?.tooltip.split('\n')).toHaveLength(2);
    expect(shown?.tooltip).toContain('paused');
  });

  test('says that a model file loads, and why a training waits', () => {
    const loading = session({ state: 'loading', progress: null, directory: null });
    expect(statusBarText([loading], now)?.text).toContain('loading tiny.multimodal.ts');
    const problem = { code: 'run', what: 'The disk is full.', remedy: 'Free some.' } as const;
    const waits = statusBarText([session({ waiting: problem })], now);
    expect(waits?.text).toContain('waits: The disk is full.');
  });

  test('says how long ago the last step was, where that is unusual for this training', () => {
    expect(statusBarText([lastStepAgo(12_000, 200)], now)?.text).toContain('last step 10 s ago');
    // Steps of ten seconds are slow, but nothing stalls.
    expect(stalledFor(lastStepAgo(12_000, 10_000), now)).toBeNull();
    expect(stalledFor(lastStepAgo(60_000, 10_000), now)).toBe(60_000);
    expect(stalledFor({ ...lastStepAgo(60_000, 200), state: 'paused' }, now)).toBeNull();
  });
});
