import * as l10n from '@vscode/l10n';
import { open, type FileHandle } from 'node:fs/promises';
import {
  changeCounts,
  chosenSamples,
  type SamplePredictions,
} from '../../metrics/sample-changes.js';
import { pictureBytes } from '../../record/picture.js';
import { Problem } from '../../record/problem.js';
import {
  mostPictureBytes,
  sampleMeasurement,
  type MeasurementChoice,
  type SampleFilter,
  type SampleMeasurement,
  type SamplePage,
} from '../../record/samples.js';
import { readFully } from '../disk.js';
import { onDisk } from '../disk-problem.js';
import { fileInsideRun } from '../inside-run.js';
import { parseJson } from '../json-file.js';
import type { Run } from '../read-run.js';
import { readHeader, SafetensorsFault, type TensorEntry } from '../safetensors-header.js';
import { samplesPath } from './inspection-files.js';
import { measurementKey, tensorNames } from './sample-format.js';

/** The longest header and the longest tables of predictions that are read, bytes: those of some million samples. */
const longestHeader = 2 ** 20;
const longestTables = 2 ** 28;

function remedy(): string {
  return l10n.t('Delete the file, and measure the samples again (inspect --samples).');
}

/** A file of samples, whose predictions are in memory and whose pictures are read as they are asked for. */
export class SampleFile {
  readonly #file: string;
  readonly #pictures: { readonly start: number; readonly stride: number };
  readonly #rows: Int32Array;
  readonly measurement: SampleMeasurement;
  readonly predictions: SamplePredictions;

  private constructor(
    file: string,
    measurement: SampleMeasurement,
    tables: Tables,
    pictures: { readonly start: number; readonly stride: number },
  ) {
    this.#file = file;
    this.#rows = tables.rows;
    this.#pictures = pictures;
    this.measurement = measurement;
    this.predictions = tables.predictions;
  }

  /**
   * Opens what was measured of a run.
   *
   * @throws Problem where there is no such file, it is damaged, too long, or of another run
   */
  static async open(run: Run, choice: MeasurementChoice): Promise<SampleFile> {
    const file = await fileInsideRun(run.directory, samplesPath(choice));
    return reading(file, async (handle) => {
      const { size } = await handle.stat();
      const header = readHeader(await headerBytes(handle), size);
      const measurement = measurementIn(header.metadata, file, run);
      const entries = new Map(header.entries.map((entry) => [entry.name, entry]));
      const { start, stride } = checkPictures(entries, measurement);
      const tables = await readTables(handle, entries, measurement);
      checkClasses(tables, run.description.classes.length, measurement);
      return new SampleFile(file, measurement, tables, { start, stride });
    });
  }

  /**
   * Some of the samples that `filter` lets through.
   *
   * @param offset how many of them are left out before
   * @param count how many are wanted at most
   * @throws Problem where there is no such prediction, or the file cannot be read any more
   */
  async page(filter: SampleFilter, offset: number, count: number): Promise<SamplePage> {
    const { before, after, chosen, counts } = this.#choose(filter);
    const page = chosen.subarray(offset, offset + count);
    return reading(this.#file, async (handle) => {
      const rows: SamplePage['rows'] = [];
      for (const sample of page) {
        rows.push({
          sample,
          label: this.predictions.labels[sample],
          before: before[sample],
          after: after[sample],
          pictures: await this.#picturesOf(handle, sample),
        });
      }
      return { measurement: this.measurement, counts, total: chosen.length, offset, rows };
    });
  }

  #choose(filter: SampleFilter) {
    const { intact, cut } = this.predictions;
    const before = intact[filter.branch];
    const after = cut[filter.cut]?.[filter.branch];
    if (before === undefined || after === undefined || after === null) {
      throw new Problem({
        code: 'usage',
        file: this.#file,
        what: l10n.t('There is no such prediction without that modality in this measurement.'),
        remedy: l10n.t('Choose another branch or another modality.'),
      });
    }
    const chosen = chosenSamples(this.predictions, filter);
    return { before, after, chosen, counts: changeCounts(this.predictions, filter) };
  }

  async #picturesOf(handle: FileHandle, sample: number): Promise<string | null> {
    const row = this.#rows[sample];
    if (row === -1) {
      return null;
    }
    const { start, stride } = this.#pictures;
    const bytes = Buffer.alloc(stride);
    if ((await readFully(handle, bytes, start + row * stride)) < stride) {
      throw new SafetensorsFault(l10n.t('the file breaks off'));
    }
    return bytes.toString('base64');
  }
}

interface Tables {
  readonly predictions: SamplePredictions;
  readonly rows: Int32Array;
}

/** What `read` makes of an open file; what is wrong with it becomes a Problem. */
async function reading<Result>(
  file: string,
  read: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  try {
    return await onDisk(file, 'read the samples', async () => {
      const handle = await open(file, 'r');
      try {
        return await read(handle);
      } finally {
        await handle.close();
      }
    });
  } catch (error) {
    if (!(error instanceof SafetensorsFault)) {
      throw error;
    }
    const { message, tensor } = error;
    throw new Problem(
      {
        ...{ code: 'run', file, ...(tensor === undefined ? {} : { entry: tensor }) },
        what: l10n.t('The samples cannot be read: {0}.', message),
        remedy: remedy(),
      },
      { cause: error },
    );
  }
}

async function headerBytes(handle: FileHandle): Promise<Uint8Array> {
  const start = new Uint8Array(9);
  const there = await readFully(handle, start, 0);
  // What is too short, or no header, is said by who reads it.
  const length = there < 9 ? 0n : new DataView(start.buffer).getBigUint64(0, true);
  if (length > BigInt(longestHeader)) {
    throw new SafetensorsFault(l10n.t('its header has more than {0} bytes', longestHeader));
  }
  const bytes = new Uint8Array(there < 9 ? there : 8 + Number(length));
  return bytes.subarray(0, await readFully(handle, bytes, 0));
}

function measurementIn(
  metadata: ReadonlyMap<string, string>,
  file: string,
  run: Run,
): SampleMeasurement {
  const parsed = parseJson(metadata.get(measurementKey) ?? 'null', sampleMeasurement, file);
  if (!parsed.ok) {
    throw new Problem({ ...parsed.problem, remedy: remedy() });
  }
  const { value } = parsed;
  const { id, modalities } = run.description;
  const isOfRun =
    value.run === id &&
    value.modalities.length === modalities.length &&
    value.modalities.every(({ name }, index) => name === modalities[index].name);
  if (!isOfRun) {
    throw new Problem({
      ...{ code: 'run', file, entry: 'run' },
      what: l10n.t('These samples were measured of another run.'),
      remedy: remedy(),
    });
  }
  return value;
}

function checkPictures(
  entries: ReadonlyMap<string, TensorEntry>,
  { modalities, pictured }: SampleMeasurement,
): { readonly start: number; readonly stride: number } {
  const stride = modalities.reduce((sum, modality) => sum + pictureBytes(modality), 0);
  const { start, count } = tensor(entries, tensorNames.pictures, 'U8', [pictured, stride]);
  if (count > mostPictureBytes) {
    throw new SafetensorsFault(
      l10n.t('it has more than {0} bytes of pictures', mostPictureBytes),
      tensorNames.pictures,
    );
  }
  return { start, stride };
}

async function readTables(
  handle: FileHandle,
  entries: ReadonlyMap<string, TensorEntry>,
  { modalities, samples }: SampleMeasurement,
): Promise<Tables> {
  const branches = modalities.length;
  const read = async (name: string, shape: readonly number[]): Promise<Int32Array> => {
    const { start, count } = tensor(entries, name, 'I32', shape);
    if (4 * count > longestTables) {
      throw new SafetensorsFault(l10n.t('it has more than {0} bytes', longestTables), name);
    }
    const values = new Int32Array(count);
    await readFully(handle, new Uint8Array(values.buffer), start);
    return values;
  };
  const row = (values: Int32Array, index: number): Int32Array =>
    values.subarray(index * samples, (index + 1) * samples);
  const predictions = Array.from({ length: branches + 1 }, (_, index) => index);
  const intact = await read(tensorNames.intact, [branches + 1, samples]);
  const cut = await read(tensorNames.cut, [branches, branches + 1, samples]);
  return {
    rows: await read(tensorNames.rows, [samples]),
    predictions: {
      labels: await read(tensorNames.labels, [samples]),
      intact: predictions.map((branch) => row(intact, branch)),
      cut: predictions
        .slice(0, -1)
        .map((modality) =>
          predictions.map((branch) =>
            branch === modality ? null : row(cut, modality * (branches + 1) + branch),
          ),
        ),
    },
  };
}

/** The tensor of this name, which must be of this format and shape. */
function tensor(
  entries: ReadonlyMap<string, TensorEntry>,
  name: string,
  dtype: 'I32' | 'U8',
  shape: readonly number[],
): TensorEntry {
  const entry = entries.get(name);
  const isFit =
    entry?.dtype === dtype &&
    entry.shape.length === shape.length &&
    entry.shape.every((size, axis) => size === shape[axis]);
  if (!isFit) {
    throw new SafetensorsFault(
      l10n.t('it is to be there, as {0} [{1}]', dtype, shape.join(', ')),
      name,
    );
  }
  return entry;
}

/** Classes are those of the run, and rows are there. */
function checkClasses(
  { predictions, rows }: Tables,
  classes: number,
  { pictured }: SampleMeasurement,
): void {
  const { labels, intact, cut } = predictions;
  const check = (values: Int32Array, least: number, end: number, name: string): void => {
    if (values.some((value) => value < least || value >= end)) {
      throw new SafetensorsFault(l10n.t('a value is not one of {0} to {1}', least, end - 1), name);
    }
  };
  check(labels, 0, classes, tensorNames.labels);
  check(rows, -1, pictured, tensorNames.rows);
  for (const values of intact) {
    check(values, -1, classes, tensorNames.intact);
  }
  for (const values of cut.flat().filter((each) => each !== null)) {
    check(values, -1, classes, tensorNames.cut);
  }
}
