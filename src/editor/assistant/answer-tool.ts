import * as vscode from 'vscode';
import { describeProblem, formatProblem } from '../../record/problem.js';
import type { Parts } from '../parts.js';
import { checked, WrongInput, type CheckedTool } from './checked-tool.js';
import { getFindings } from './get-findings.js';
import { getRunSummary } from './get-run-summary.js';
import { inspectUtilization } from './inspect-utilization.js';
import { listRuns } from './list-runs.js';
import { boundedText } from './plain-text.js';
import { startTraining } from './start-training.js';
import type { ToolName } from './tool-names.js';

/** Every tool by its name. */
export const tools: Readonly<Record<ToolName, CheckedTool>> = {
  list_runs: checked(listRuns),
  get_run_summary: checked(getRunSummary),
  get_findings: checked(getFindings),
  inspect_utilization: checked(inspectUtilization),
  start_training: checked(startTraining),
};

/** How long an answer may be, characters; shorter where whoever asks has room for fewer tokens. */
const mostText = 12_000;

/** Characters that a token has at least, in such texts. */
const charactersAToken = 3;

/** What the person is told, and asked, before a tool is called. Throws an Error with what is wrong for the model. */
export function prepareTool(name: ToolName, given: unknown): vscode.PreparedToolInvocation {
  const { doing, question } = tools[name].call(given);
  return {
    invocationMessage: doing,
    ...(question === undefined
      ? {}
      : {
          confirmationMessages: {
            title: question.title,
            // Not Markdown: names in it come from the model, or from files.
            message: new vscode.MarkdownString().appendText(question.text),
          },
        }),
  };
}

/** Calls a tool. Throws an Error with what is wrong, for the model to read. */
export async function answerTool(
  name: ToolName,
  { input, tokenizationOptions }: vscode.LanguageModelToolInvocationOptions<unknown>,
  parts: Parts,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  try {
    const lines = await tools[name].answer(input, parts, token);
    const budget = tokenizationOptions?.tokenBudget ?? Number.POSITIVE_INFINITY;
    const text = boundedText(lines, Math.min(mostText, charactersAToken * budget));
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  } catch (thrown) {
    if (thrown instanceof vscode.CancellationError || thrown instanceof WrongInput) {
      throw thrown;
    }
    throw new Error(formatProblem(describeProblem(thrown)), { cause: thrown });
  }
}
