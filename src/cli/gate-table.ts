import { constantShifts, mean } from '../metrics/gates.js';
import type { GateMeasurement } from '../record/gates.js';
import { bundle } from '../worker/bundle.js';
import { TrainingProcess } from '../worker/client.js';
import type { GateInspectionRequest } from '../worker/protocol.js';
import { percent } from './number-format.js';
import { intervalNote, plainTable } from './utilization-table.js';

/**
 * Looks in a child at the gates of a checkpoint, and keeps what it sees with the run.
 *
 * @throws Problem as the child reports it
 */
export async function keepGates(request: GateInspectionRequest): Promise<GateMeasurement> {
  const child = new TrainingProcess({ script: bundle });
  try {
    return await child.inspectGates(request);
  } finally {
    await child.stop();
  }
}

/** What the gates do, for a person: means over the channels of each. */
export function gateTable(measurement: GateMeasurement): string {
  const { modules, modalities, samples, available, split, step, frozen } = measurement;
  const table = plainTable([
    'gate',
    'channels',
    'mean',
    '5–95 %',
    'constant − mean',
    'share of others',
    'correlation',
  ]);
  modules.forEach((module, place) => {
    module.forEach((gate, branch) => {
      const shifts = constantShifts(gate);
      table.push([
        `${modalities[branch]}, module ${place + 1}`,
        gate.mean.length,
        inThousandths(mean(gate.mean)),
        `${inThousandths(mean(gate.low))}–${inThousandths(mean(gate.high))}`,
        shifts === null ? '–' : inThousandths(mean(shifts)),
        ...(['share', 'correlation'] as const).map((which) =>
          gate.others
            .map((other) => `${modalities[other.modality]} ${mean(other[which]).toFixed(2)}`)
            .join(', '),
        ),
      ]);
    });
  });
  return [
    `Gates after step ${step}, on ${samples} of ${available} ${split} samples, means over the channels:\n`,
    table.toString(),
    '',
    ...frozenLines(frozen, modalities),
  ].join('\n');
}

function frozenLines(
  frozen: GateMeasurement['frozen'],
  modalities: readonly string[],
): readonly string[] {
  if (frozen.length === 0) {
    return ['The gates have seen no training sample: there is no constant to freeze them to.'];
  }
  const table = plainTable(['branch', 'A, gates live', 'A, gates frozen', 'points']);
  for (const { branch, accuracy, accuracyFrozen, points } of frozen) {
    table.push([modalities[branch], percent(accuracy), percent(accuracyFrozen), percent(points)]);
  }
  return [
    'What freezing a branch’s gates to their constants, as a re-balancing step does, makes of its accuracy:\n',
    table.toString(),
    '',
    intervalNote,
  ];
}

/** Three decimals, and never a negative zero. */
function inThousandths(value: number): string {
  return value.toFixed(3).replace(/^-(0\.0+)$/, '$1');
}
