import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import { toolNames, toolPrefix } from './tool-names.js';

/**
 * Registers what assistants may call: reading runs, and training where the person agrees. Editors that are built on VS
 * Code may have no assistants; there nothing is registered.
 */
export function registerAssistantTools(parts: Parts): vscode.Disposable {
  // The types say that it is always there.
  const assistants = vscode.lm as Partial<typeof vscode.lm> | undefined;
  const register = assistants?.registerTool;
  if (register === undefined) {
    return new vscode.Disposable(() => undefined);
  }
  return vscode.Disposable.from(
    ...toolNames.map((name) =>
      register<unknown>(`${toolPrefix}${name}`, {
        prepareInvocation: async ({ input }) =>
          (await import('./answer-tool.js')).prepareTool(name, input),
        invoke: async (options, token) =>
          (await import('./answer-tool.js')).answerTool(name, options, parts, token),
      }),
    ),
  );
}
