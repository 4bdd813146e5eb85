import * as l10n from '@vscode/l10n';
import type { FindingUnit } from '../../record/finding.js';
import type { Utilization } from '../../record/utilization.js';
import { differenceName, rateName } from '../utilization-names.js';

/** One number of a run that is compared over seeds. */
export interface Quantity {
  readonly name: string;
  readonly unit: FindingUnit;
  /** Null where it is undefined for this run. */
  readonly value: number | null;
}

/**
 * The numbers of a run that are compared over seeds, always the same in the same order for the same modalities.
 *
 * @param speedDifference d_speed after the last step
 */
export function quantitiesOf(
  { modelAccuracy, entries, difference }: Utilization,
  speedDifference: number | null,
  modalities: readonly string[],
): Quantity[] {
  const branches = entries.filter(
    ({ branch }, index) => entries.findIndex((each) => each.branch === branch) === index,
  );
  return [
    { name: l10n.t('accuracy of the model'), unit: 'accuracy', value: modelAccuracy.value },
    ...branches.map(({ branch, accuracy }): Quantity => {
      const name = l10n.t('A(f) of the {0} branch', modalities[branch]);
      return { name, unit: 'accuracy', value: accuracy.value };
    }),
    ...entries.flatMap((entry): Quantity[] => {
      const [own, cut] = [modalities[entry.branch], modalities[entry.cut]];
      return [
        {
          name: l10n.t('A(f′) of {0} without {1}', own, cut),
          unit: 'accuracy',
          value: entry.accuracyCut.value,
        },
        {
          name: l10n.t('points of {0} lost without {1}', own, cut),
          unit: 'points',
          value: entry.points.value,
        },
        { name: rateName(entry, modalities), unit: 'rate', value: entry.rate.value },
      ];
    }),
    { name: differenceName(modalities), unit: 'rate', value: difference.value },
    { name: l10n.t('d_speed after the last step'), unit: 'speed', value: speedDifference },
  ];
}
