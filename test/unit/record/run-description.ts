import type { RunDescription } from '../../../src/record/run.js';

/** A finished run's description, of two modalities. */
export function runDescription(changes: Partial<RunDescription> = {}): RunDescription {
  return {
    schemaVersion: 1,
    id: '0a1b2c3d',
    name: 'digits',
    created: 1_700_000_000_000,
    seed: 1,
    modalities: [
      { name: 'gray', shape: [28, 28, 1] },
      { name: 'color', shape: [28, 28, 3] },
    ],
    classes: ['zero', 'one'],
    samples: { train: 100, validation: 20, test: 20 },
    stepColumns: [],
    plannedSteps: 10,
    balancing: { strategy: 'vanilla' },
    configuration: {
      data: { kind: 'drawn', noise: 0.25 },
      modalities: { gray: { stages: [4] }, color: { stages: [6] } },
      training: { epochs: 2, seed: 1 },
    },
    only: null,
    device: { backend: 'wasm', description: 'CPU' },
    versions: {},
    model: { file: '/models/a.multimodal.ts', copies: [], hash: 'abc' },
    ...changes,
  };
}

/** The same description with the modality `only` trained alone. */
export function aloneDescription(
  only: 'gray' | 'color',
  changes: Partial<RunDescription> = {},
): RunDescription {
  const whole = runDescription();
  const branches = whole.configuration.modalities as Record<string, unknown>;
  return {
    ...whole,
    id: `alone-${only}`,
    only,
    modalities: whole.modalities.filter(({ name }) => name === only),
    configuration: { ...whole.configuration, modalities: { [only]: branches[only] } },
    ...changes,
  };
}
