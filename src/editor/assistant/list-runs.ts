import * as vscode from 'vscode';
import { z } from 'zod';
import { quoted } from './plain-text.js';
import { runLine, runName } from './run-lines.js';
import type { Tool } from './tool.js';

const input = z.strictObject({
  modelFile: z
    .string()
    .max(500)
    .optional()
    .describe('Only runs of model files whose path contains this text.'),
  limit: z.int().min(1).max(50).optional().describe('How many at most; by default 20.'),
});

/** The runs of the workspace, newest first. */
export const listRuns: Tool<z.infer<typeof input>> = {
  input,
  call: () => ({ doing: vscode.l10n.t('Listing runs') }),
  answer: async ({ modelFile = '', limit = 20 }, { library }) => {
    const runs = await library.runs();
    const fitting = runs.filter(
      (run) => run.kind === 'damaged' || run.description.model.file.includes(modelFile),
    );
    return [
      `${fitting.length} runs, newest first${fitting.length > limit ? `; the first ${limit}` : ''}:`,
      ...fitting
        .slice(0, limit)
        .map((run) =>
          run.kind === 'run' ? `- ${runLine(run)}` : `- ${quoted(runName(run))}; cannot be read`,
        ),
    ];
  },
};
