import path from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';
import { balancingOptions } from '../../record/balancing.js';
import { Problem } from '../../record/problem.js';
import { trainModelFile } from '../actions/train.js';
import { findModelFiles } from '../model-files.js';
import { requireTrust } from '../trust.js';
import { quoted } from './plain-text.js';
import type { Tool } from './tool.js';

/** How many model files are looked through. */
const mostModelFiles = 500;

const input = z.strictObject({
  modelFile: z
    .string()
    .min(1)
    .max(500)
    .describe('Path of a model file of the workspace (*.multimodal.ts), relative to its folder.'),
  balancing: z
    .enum(['as-written', 'guided'])
    .optional()
    .describe('Whether to re-balance as the file says (the default) or by the guided algorithm.'),
  alpha: balancingOptions.alpha
    .optional()
    .describe(
      'α of guided: re-balance where |d_speed| exceeds it; by default the file’s, or 0.01.',
    ),
  window: balancingOptions.window
    .optional()
    .describe('Q of guided: steps a window; by default the file’s, or 5.'),
});

/** Trains a model file of the workspace, which is code: only in a folder that is trusted, and if the person agrees. */
export const startTraining: Tool<z.infer<typeof input>> = {
  input,
  call: ({ modelFile, balancing }) => {
    requireTrust();
    return {
      doing: vscode.l10n.t('Starting a training of {0}', modelFile),
      question: {
        title: vscode.l10n.t('Train {0}?', modelFile),
        text:
          balancing === 'guided'
            ? vscode.l10n.t(
                'This runs the model file {0}, which is code, with guided re-balancing, until it has trained or you stop it.',
                modelFile,
              )
            : vscode.l10n.t(
                'This runs the model file {0}, which is code, until it has trained or you stop it.',
                modelFile,
              ),
      },
    };
  },
  answer: async ({ modelFile, balancing, alpha, window }, parts) => {
    requireTrust();
    const options = {
      ...(alpha === undefined ? {} : { alpha }),
      ...(window === undefined ? {} : { window }),
    };
    const session = await trainModelFile(
      parts,
      await findModelFile(modelFile),
      balancing === 'guided' ? { strategy: 'guided', ...options } : null,
    );
    return [
      `The training goes on in a process of its own, and the person sees it. Its run: ${quoted(path.basename(session.directory ?? ''))}.`,
      'modality_lens_get_run_summary and modality_lens_get_findings say how far it is.',
    ];
  },
};

/** The model file of the workspace at `given`; no other file can be named. Throws a Problem with those that there are. */
async function findModelFile(given: string): Promise<vscode.Uri> {
  const files = await findModelFiles(mostModelFiles);
  const found = files.find(
    (file) => vscode.workspace.asRelativePath(file) === given || file.fsPath === given,
  );
  if (found === undefined) {
    const names = files.slice(0, 20).map((file) => quoted(vscode.workspace.asRelativePath(file)));
    throw new Problem({
      code: 'usage',
      what: `The workspace has no model file ${quoted(given)}.`,
      remedy: names.length === 0 ? 'It has none at all.' : `It has: ${names.join(', ')}.`,
    });
  }
  return found;
}
