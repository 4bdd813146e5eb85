import * as l10n from '@vscode/l10n';
import type { ProblemDescription } from '../record/problem.js';
import { Problem } from '../record/problem.js';
import type { RunDescription } from '../record/run.js';
import {
  decodeStep,
  namedColumns,
  stepColumns,
  type Step,
  type StepColumns,
} from '../record/step.js';

/** Where the columns lie in a record of a run's `steps.f64`; other programs may order them differently and add some. */
export interface StepLayout {
  /** Values a record; 8 bytes each. */
  readonly width: number;
  readonly modalityCount: number;
  /** The place in a record of each column, by name. */
  readonly places: ReadonlyMap<string, number>;
  /** The places of {@link stepColumns}, in that order. */
  readonly order: readonly number[];
}

/**
 * The layout of a run's step records.
 *
 * @param file path of `run.json`, for messages
 * @throws Problem where a column is missing or named twice
 */
export function stepLayout(
  { stepColumns: columns, modalities }: Pick<RunDescription, 'stepColumns' | 'modalities'>,
  file: string,
): StepLayout {
  const places = new Map(columns.map((column, place) => [column, place]));
  const wanted = stepColumns(modalities.map(({ name }) => name));
  const missing = wanted.filter((column) => !places.has(column));
  if (missing.length > 0 || places.size < columns.length || new Set(wanted).size < wanted.length) {
    throw new Problem({
      code: 'run',
      file,
      entry: 'stepColumns',
      what:
        missing.length > 0
          ? l10n.t('These columns are missing: {0}.', missing.join(', '))
          : l10n.t('A column is named twice.'),
      remedy: l10n.t('Have the program that wrote the run name every column once.'),
    });
  }
  return {
    width: columns.length,
    modalityCount: modalities.length,
    places,
    order: wanted.map((column) => places.get(column) ?? 0),
  };
}

/** How many steps {@link StepTable.blocks} gives at a time: their records fit into a processor's cache. */
const stepsPerBlock = 1024;

/** Some of a run's steps, in their order, as they lie in the file; steps are decoded when asked for. */
export class StepTable implements Iterable<Step> {
  /** How many steps. */
  readonly length: number;
  readonly #layout: StepLayout;
  readonly #records: Float64Array;

  /** @param records whole records, one after another */
  constructor(layout: StepLayout, records: Float64Array) {
    this.length = Math.floor(records.length / layout.width);
    this.#layout = layout;
    this.#records = records;
  }

  /** Step number `index` of this table, from 0. Throws a RangeError outside. */
  at(index: number): Step {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) {
      throw new RangeError(`No step ${index} in a table of ${this.length}`);
    }
    const { order, modalityCount, width } = this.#layout;
    const start = index * width;
    return decodeStep(
      order.map((place) => this.#records[start + place] ?? Number.NaN),
      modalityCount,
    );
  }

  /** One value a step of the column called `name`; NaN where undefined. Throws a RangeError for an unknown name. */
  column(name: string): Float64Array {
    const { places, width } = this.#layout;
    const place = places.get(name);
    if (place === undefined) {
      throw new RangeError(`No column ${name}`);
    }
    const values = new Float64Array(this.length);
    for (let index = 0; index < this.length; index += 1) {
      values[index] = this.#records[index * width + place] ?? Number.NaN;
    }
    return values;
  }

  /**
   * The steps column by column, some at a time: a record's columns lie side by side, so that going through the table once
   * for each column would read all of it each time. What is given holds until the next is asked for.
   */
  *blocks(): Generator<StepColumns, void, undefined> {
    const { order, modalityCount, width } = this.#layout;
    const whole = order.map(() => new Float64Array(Math.min(stepsPerBlock, this.length)));
    const block = namedColumns(whole, modalityCount);
    for (let first = 0; first < this.length; first += stepsPerBlock) {
      const count = Math.min(stepsPerBlock, this.length - first);
      const isWhole = count === whole[0].length;
      const columns = isWhole ? whole : whole.map((column) => column.subarray(0, count));
      for (let index = 0; index < columns.length; index += 1) {
        copyColumn(this.#records, first * width + order[index], width, columns[index]);
      }
      yield isWhole ? block : namedColumns(columns, modalityCount);
    }
  }

  *[Symbol.iterator](): Generator<Step, void, undefined> {
    for (let index = 0; index < this.length; index += 1) {
      yield this.at(index);
    }
  }
}

/** Fills `column` with every `width`th value of `records`, from `place` on. */
function copyColumn(
  records: Float64Array,
  place: number,
  width: number,
  column: Float64Array,
): void {
  let from = place;
  for (let row = 0; row < column.length; row += 1) {
    column[row] = records[from];
    from += width;
  }
}

/** Steps as read, and what had to be left out of them. */
export interface StepsRead {
  readonly steps: StepTable;
  readonly warnings: readonly ProblemDescription[];
}

/**
 * A table of the records in `values`, less those whose step, epoch or mode cannot be one: each gives a warning.
 *
 * @param values whole records; shared with the table where none is left out
 * @param firstRecord number of the first record in its file, from 0
 * @param file path for warnings
 */
export function checkedSteps(
  layout: StepLayout,
  values: Float64Array,
  firstRecord: number,
  file: string,
): StepsRead {
  const { places, width, modalityCount } = layout;
  const [step = 0, epoch = 0, mode = 0] = ['step', 'epoch', 'mode'].map((name) => places.get(name));
  const damaged = new Set<number>();
  for (let start = 0; start < values.length; start += width) {
    const code = values[start + mode];
    if (
      !isCount(values[start + step]) ||
      !isCount(values[start + epoch]) ||
      !(code === 0 || (isCount(code) && code <= modalityCount))
    ) {
      damaged.add(start / width);
    }
  }
  const warnings = [...damaged].map((record): ProblemDescription => ({
    code: 'run',
    file,
    entry: l10n.t('record {0}', firstRecord + record),
    what: l10n.t('This record is damaged: its step, epoch or mode cannot be one.'),
    remedy: l10n.t('It is left out; restore the file if you have a copy.'),
  }));
  const kept =
    damaged.size === 0
      ? values
      : values.filter((_, index) => !damaged.has(Math.floor(index / width)));
  return { steps: new StepTable(layout, kept), warnings };
}

/** In plain arithmetic, as it is asked of millions of values: `Number.isSafeInteger` is a call until all is optimized. */
function isCount(value: number): boolean {
  return value >= 1 && value <= Number.MAX_SAFE_INTEGER && Math.floor(value) === value;
}
