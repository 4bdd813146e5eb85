import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { packageFolders } from '../compute/installed-backends.js';
import { useBackend } from '../compute/use-backend.js';
import { loadModelFile } from '../model-file/load-model-file.js';
import { seedMathRandom } from '../model-file/math-random.js';
import type { Dataset } from '../data/dataset.js';
import { Problem } from '../record/problem.js';
import type { Device } from '../record/run.js';
import { claimRun, type ClaimedRun } from '../runs/claim-run.js';
import { readModelCopies } from '../runs/model-copies.js';
import { readRun, type Run } from '../runs/read-run.js';
import { runFile } from '../runs/run-files.js';
import { runStatus } from '../runs/run-status.js';
import { bundle } from './bundle.js';
import { createSession } from './create-session.js';
import { loadNetwork } from './load-network.js';
import type { PreparedTraining } from './prepared-training.js';
import type { ContinuationRequest } from './protocol.js';
import { resolvedAsBefore } from './resolved-as-before.js';

/**
 * Claims the run that `request` names and loads what it was made from: its own copies of the model file, with data paths
 * relative to the original. It is trained as it was, whatever was asked for beside the model file when it began.
 *
 * @throws Problem for every mistake that can be known before the next step; the run is then as it was
 */
export async function prepareContinuation(request: ContinuationRequest): Promise<PreparedTraining> {
  const run = await readRun(request.run);
  await requireUnfinished(run);
  const claimed = await claimRun(request.run, request.checkpoint);
  try {
    return await prepare(claimed, request);
  } catch (thrown) {
    await claimed.release();
    throw thrown;
  }
}

async function prepare(
  claimed: ClaimedRun,
  request: ContinuationRequest,
): Promise<PreparedTraining> {
  const { run, checkpoint } = claimed;
  const { description } = run;
  const { seed, only } = description;
  const [{ copy }] = await readModelCopies(run);
  const directory = path.dirname(description.model.file);
  const device = await useBackend(request.backend ?? description.device.backend, {
    script: bundle,
    searchPaths: packageFolders([directory]),
  });
  const model = await loadModelFile(copy, { seed, copyOf: description.model.file });
  const mathRandom = seedMathRandom(seed);
  const loaded = await loadNetwork(model, { directory, seed, only });
  requireSameData(run, loaded.dataset);
  const resolved = resolvedAsBefore(model.definition, description);
  const session = createSession(model, loaded, resolved, mathRandom, checkpoint);
  const { keepLast } = resolved.training.checkpoints;
  const writer = await claimed.open({ keepLast });
  const { step } = checkpoint.state;
  if (device.backend !== description.device.backend) {
    const message = otherDevice(device, description.device);
    writer.appendEvent({ type: 'warning', time: Date.now(), step, message });
  }
  return { session, writer, step, device };
}

async function requireUnfinished(run: Run): Promise<void> {
  const { state } = await runStatus(run);
  if (state === 'finished') {
    throw new Problem({
      code: 'usage',
      file: run.directory,
      what: l10n.t('This run is finished: it has taken all of its steps, or a rule has ended it.'),
      remedy: l10n.t('Train anew, with more epochs or another rule.'),
    });
  }
}

function requireSameData({ directory, description }: Run, { splits, classes }: Dataset): void {
  const { samples } = description;
  const changed = (['train', 'validation', 'test'] as const).find(
    (split) => splits[split].size !== samples[split],
  );
  if (changed !== undefined || classes.join('\n') !== description.classes.join('\n')) {
    throw new Problem({
      code: 'data',
      file: runFile(directory, 'description'),
      entry: changed === undefined ? 'classes' : `samples.${changed}`,
      what:
        changed === undefined
          ? l10n.t(
              'The data have the classes {0}, but the run began with {1}.',
              classes.join(', '),
              description.classes.join(', '),
            )
          : l10n.t(
              'The {0} split has {1} samples, but had {2} when the run began.',
              changed,
              splits[changed].size,
              samples[changed],
            ),
      remedy: l10n.t('Put the data back as they were, or train anew.'),
    });
  }
}

function otherDevice(now: Device, before: Device): string {
  return l10n.t(
    'From here on the run computes on {0} ({1}), before on {2} ({3}): the numbers may differ in their last digits from those of an unbroken run.',
    ...[now.backend, now.description, before.backend, before.description],
  );
}
