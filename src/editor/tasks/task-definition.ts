import { z } from 'zod';
import { cutOperator, splitName } from '../../record/utilization.js';
import { strategyName } from '../../worker/protocol.js';
import { taskType } from './task-type.js';

const modelFile = z.string().min(1);

/** What `tasks.json` may say of a task of ours; it may be anything that a person has typed. */
export const taskDefinition = z.discriminatedUnion('task', [
  z.object({
    type: z.literal(taskType),
    task: z.literal('train'),
    /** Path of the model file, relative to the workspace folder. */
    modelFile,
    /** Instead of the model file's. */
    balancing: strategyName.exactOptional(),
    /** The one modality that is trained, as a reference for its branch. */
    only: z.string().min(1).exactOptional(),
    epochs: z.int().positive().exactOptional(),
    seed: z.int().exactOptional(),
  }),
  z.object({
    type: z.literal(taskType),
    task: z.literal('inspect'),
    modelFile,
    split: splitName.exactOptional(),
    cut: cutOperator.exactOptional(),
  }),
]);
export type TaskDefinition = z.infer<typeof taskDefinition>;

/** Where a task works. */
export interface TaskPlace {
  /** Absolute path of the model file. */
  readonly modelFile: string;
  /** Absolute path of the folder that has the runs. */
  readonly runs: string;
  /** The backend that the person has chosen; null for the first that works. */
  readonly backend: string | null;
}

/** What the command line is given for a task. */
export function argumentsOf(
  definition: TaskDefinition,
  { modelFile: file, runs, backend }: TaskPlace,
): string[] {
  const options = Object.entries({ ...definition, runs, ...(backend === null ? {} : { backend }) });
  const given = options.filter(([name]) => !['type', 'task', 'modelFile'].includes(name));
  return [definition.task, file, ...given.map(([name, value]) => `--${name}=${value}`)];
}
