import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { shareTensorFlow } from '../compute/share-tensorflow.js';
import { errorInWords } from '../record/error-in-words.js';
import { Problem } from '../record/problem.js';
import { isDefinition, type MultimodalDefinition } from './define-multimodal.js';
import { evaluateFile } from './evaluate-file.js';
import { explainExports } from './explain-exports.js';
import { explainFailure, type Source } from './explain-failure.js';
import { seedMathRandom } from './math-random.js';
import { suggestFile } from './suggest-file.js';
import { modalityLens } from './virtual-module.js';

/** A model file that was loaded, and what it was loaded from. */
export interface LoadedModelFile {
  readonly definition: MultimodalDefinition;
  /** Absolute path of the model file. */
  readonly path: string;
  /** The model file, then every file of the workspace that it imported, JSON included. */
  readonly sources: readonly Source[];
}

const extensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/**
 * Loads the model file at `file`.
 *
 * What the file draws at random while it runs, such as the weights of a tf.layers model, comes from a stream of the
 * run's seed; tf's backend must have been chosen before. The seed may stand in the file itself, which is known only
 * afterwards: where it is not the one assumed, and the file did draw, it is run a second time under the right one.
 *
 * @param seed the run's seed where it does not come from the file
 * @param copyOf absolute path of the file that `file` is a copy of: packages are looked for from there
 * @throws Problem `model-file`, with file and line as far as they can be known, for everything that is wrong with it
 */
export async function loadModelFile(
  file: string,
  { seed, copyOf }: { readonly seed?: number; readonly copyOf?: string } = {},
): Promise<LoadedModelFile> {
  const absolute = path.resolve(file);
  const content = await readModelFile(absolute);
  const modules = { ...Object.fromEntries(await shareTensorFlow()), 'modality-lens': modalityLens };
  const run = (assumed: number) =>
    runModelFile(absolute, content, modules, copyOf ?? absolute, assumed);
  const assumed = seed ?? 0;
  const { loaded, drew } = await run(assumed);
  const wanted = seed ?? loaded.definition.training.seed;
  if (wanted === assumed || !drew) {
    return loaded;
  }
  disposeWeights(loaded.definition);
  return (await run(wanted)).loaded;
}

/** Runs the file once; `drew`: whether it drew anything at random. */
async function runModelFile(
  file: string,
  content: string,
  modules: Readonly<Record<string, unknown>>,
  importer: string,
  seed: number,
): Promise<{ readonly loaded: LoadedModelFile; readonly drew: boolean }> {
  const sources: Source[] = [];
  const random = seedMathRandom(seed, 'model-file');
  const before = String(random.state);
  const { stackTraceLimit } = Error;
  // tf.layers may throw from deep inside: the person's own line must still be on the stack.
  Error.stackTraceLimit = 100;
  try {
    const exported = await evaluateFile(file, content, modules, importer, sources);
    const definition = defaultExport(exported);
    if (!isDefinition(definition)) {
      throw explainExports(exported, file, content);
    }
    return {
      loaded: { definition, path: file, sources },
      drew: String(random.state) !== before,
    };
  } catch (thrown) {
    throw explainFailure(thrown, file, sources);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    random.restore();
  }
}

/** Frees the weights of the layers of tf.layers that the definition brought along. */
function disposeWeights({ modalities }: MultimodalDefinition): void {
  const parts = Object.values(modalities).flatMap(({ stages, head }) => [...stages, head]);
  const weights = parts.flatMap((part) => (part.kind === 'layers' ? part.layer.weights : []));
  // By variable rather than by model: tf frees those of a model only once nothing else counts it in.
  for (const weight of new Set(weights)) {
    weight.dispose();
  }
}

/** `export default` of an ES module, `module.exports` of a CommonJS module. */
function defaultExport(exported: unknown): unknown {
  const hasDefault = typeof exported === 'object' && exported !== null && 'default' in exported;
  return hasDefault ? exported.default : exported;
}

async function readModelFile(file: string): Promise<string> {
  if (!extensions.includes(path.extname(file))) {
    throw new Problem({
      code: 'model-file',
      file,
      what: l10n.t('A model file is TypeScript or JavaScript.'),
      remedy: l10n.t(
        'Give a file whose name ends with {0}, such as example.multimodal.ts.',
        extensions.join(', '),
      ),
    });
  }
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
}

function unreadable(file: string, thrown: unknown): Problem {
  const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
  return new Problem(
    {
      code: 'model-file',
      file,
      what: missing
        ? l10n.t('There is no such file.')
        : l10n.t('The file cannot be read: {0}.', errorInWords(thrown, file)),
      remedy: missing
        ? suggestFile(file)
        : l10n.t('Check that it is a file and that you may read it.'),
    },
    { cause: thrown },
  );
}
