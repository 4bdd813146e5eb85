import Table from 'cli-table3';
import type { ClassUtilization, Utilization, UtilizationEntry } from '../record/utilization.js';
import { differenceName } from '../metrics/utilization-names.js';
import { percent, rate } from './number-format.js';

/** What every utilization table says below itself. */
export const intervalNote =
  'Intervals: 95 %, over samples, for these weights (not over seeds). Accuracies and points in percent.';

/** A plain table without frames: columns aligned, one heading line. */
export function plainTable(head: string[]): Table.Table {
  return new Table({
    head,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 3 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '',
    },
  });
}

/** Conditional utilization over all classes, for a person. */
export function utilizationTable(
  { entries, model, difference, modelAccuracy }: Utilization,
  modalities: readonly string[],
): string {
  const table = plainTable(['branch', 'cut off', 'A(f)', "A(f')", 'points', 'u']);
  for (const entry of entries) {
    table.push(entryCells(entry, modalities));
  }
  for (const { cut, accuracy, accuracyCut, points } of model) {
    table.push([
      'model',
      modalities[cut],
      percent(accuracy),
      percent(accuracyCut),
      percent(points),
      '',
    ]);
  }
  return [
    table.toString(),
    '',
    `accuracy of the model: ${percent(modelAccuracy)}    ${differenceName(modalities)}: ${rate(difference)}`,
  ].join('\n');
}

/** Conditional utilization class by class, for a person. */
export function classTable(
  classes: readonly ClassUtilization[],
  classNames: readonly string[],
  modalities: readonly string[],
): string {
  const table = plainTable([
    'class',
    'samples',
    'branch',
    'cut off',
    'recall',
    'cut',
    'points',
    'u',
  ]);
  for (const { class: index, samples, entries } of classes) {
    for (const entry of entries) {
      table.push([classNames[index], samples, ...entryCells(entry, modalities)]);
    }
  }
  return table.toString();
}

function entryCells(entry: UtilizationEntry, modalities: readonly string[]): string[] {
  const { branch, cut, accuracy, accuracyCut, points } = entry;
  const accuracies = [percent(accuracy), percent(accuracyCut), percent(points)];
  return [modalities[branch], modalities[cut], ...accuracies, rate(entry.rate)];
}
