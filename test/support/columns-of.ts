import { encodeStep, namedColumns, type Step, type StepColumns } from '../../src/record/step.js';

/** `steps`, column by column. */
export function columnsOf(steps: readonly Step[]): StepColumns {
  const modalityCount = steps[0]?.branches.length ?? 0;
  const records = steps.map((step) => encodeStep(step));
  const columns = Array.from({ length: 9 + 6 * modalityCount }, (_, column) =>
    Float64Array.from(records, (record) => record[column]),
  );
  return namedColumns(columns, modalityCount);
}
