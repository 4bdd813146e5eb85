import { z } from 'zod';
import { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import type { NetworkSpecification } from '../../../src/network/specification.js';
import { Generator } from '../../../src/random/generator.js';
import { balancingConfiguration } from '../../../src/record/balancing.js';
import { optimizerConfiguration } from '../../../src/training/optimizers/optimizer.js';
import { readJson } from './fixtures.js';

const scenarioSchema = z.object({
  network: z.custom<NetworkSpecification>((value) => typeof value === 'object'),
  optimizer: optimizerConfiguration,
  balancing: balancingConfiguration,
  batchSize: z.int(),
  stepsPerEpoch: z.int(),
});

/** What the reference trained, and how. */
export type Scenario = z.infer<typeof scenarioSchema>;

/** Scenarios that have a free-running and an evaluation fixture. */
export const trainedScenarios = ['two-modalities', 'three-modalities', 'plain-sgd'];

/** All scenarios; each has a teacher-forced fixture. */
export const scenarios = [...trainedScenarios, 'published-options'];

export function readScenario(name: string): Scenario {
  return readJson(`${name}/scenario.json`, scenarioSchema);
}

/** A network of the scenario; its weights are to be replaced. */
export function createNetwork({ network }: Scenario): MultiModalNetwork {
  return new MultiModalNetwork(network, Generator.stream(0, 'weights'));
}

/** The names of the scenario's modalities, in order. */
export function modalityNames({ network }: Scenario): string[] {
  return network.modalities.map(({ name }) => name);
}
