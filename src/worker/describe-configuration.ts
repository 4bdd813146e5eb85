import type { MultimodalDefinition } from '../model-file/define-multimodal.js';
import type { NetworkSpecification } from '../network/specification.js';
import type { TrainingConfiguration } from '../training/configuration.js';

/** The resolved data, network and training of a run as plain JSON, for people and for comparison. */
export function describeConfiguration(
  { data }: MultimodalDefinition,
  { modalities, fusion }: NetworkSpecification,
  training: TrainingConfiguration,
): Record<string, unknown> {
  const branches = Object.fromEntries(modalities.map(({ name, branch }) => [name, branch]));
  const described = { data: data.description, modalities: branches, fusion, training };
  return JSON.parse(JSON.stringify(described, opaque)) as Record<string, unknown>;
}

/** Stands in for what JSON cannot hold: functions, and layers by their class. */
function opaque(_: string, value: unknown): unknown {
  if (typeof value === 'function') {
    return 'function';
  }
  const isLayer = typeof value === 'object' && value !== null && 'getClassName' in value;
  return isLayer ? String((value.getClassName as () => unknown)()) : value;
}
