import * as l10n from '@vscode/l10n';
import { Problem } from '../record/problem.js';
import type { GateMeasurement } from '../record/gates.js';
import { writeGates } from '../runs/inspections/gate-file.js';
import { measureFrozen, measureGates } from '../training/gates.js';
import type { GateInspectionRequest } from './protocol.js';
import { batchSize, useCheckpoint } from './use-checkpoint.js';

/** How many samples the gates are looked at on; accuracies are of all. */
const gateSamples = 2048;

/**
 * Looks at the gates of the weights in a run's checkpoint, and keeps what it sees with the run. Runs the run's own copies
 * of its model files.
 *
 * @throws Problem where the run has no gates, something of it is missing, damaged or changed, or the file cannot be written
 */
export function inspectGates(request: GateInspectionRequest): Promise<GateMeasurement> {
  return useCheckpoint(request, async ({ run, step, network, reader, names }) => {
    const { fusion } = network.specification;
    const { split } = request;
    const available = reader.dataset.splits[split].size;
    if (fusion === null || available === 0) {
      throw new Problem({
        code: 'usage',
        file: run.directory,
        what:
          fusion === null
            ? l10n.t('This network has no gates: its branches exchange nothing.')
            : l10n.t('There are no {0} samples to look at the gates on.', split),
        remedy:
          fusion === null
            ? l10n.t('Train a model with fusion between its branches.')
            : l10n.t('Choose another split.'),
      });
    }
    const { seed, id } = run.description;
    const options = { network, reader, batchSize, seed, samples: gateSamples };
    const { samples, summaries } = await measureGates(options, split);
    const measurement: GateMeasurement = {
      ...{ schemaVersion: 1, run: id, step, split, measured: Date.now(), samples, available },
      ...{ gateScale: fusion.gateScale, gateSamples: network.gateSamples },
      modalities: [...names],
      modules: summaries.map((module) => [...module]),
      frozen: network.gateSamples === 0 ? [] : await measureFrozen(options, split),
    };
    await writeGates(run, measurement);
    return measurement;
  });
}
