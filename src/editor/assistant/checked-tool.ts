import type * as vscode from 'vscode';
import { z } from 'zod';
import type { Parts } from '../parts.js';
import type { Tool, ToolCall } from './tool.js';

/** A tool that takes whatever a model gives it, and refuses what it does not take with {@link WrongInput}. */
export interface CheckedTool {
  readonly input: z.ZodType;
  call(given: unknown): ToolCall;
  answer(given: unknown, parts: Parts, token: vscode.CancellationToken): Promise<string[]>;
}

/** What a tool was given is not what it takes. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput';
}

/** A tool that checks its input before anything else. */
export function checked<Input>(tool: Tool<Input>): CheckedTool {
  const read = (given: unknown): Input => {
    const parsed = tool.input.safeParse(given ?? {});
    if (!parsed.success) {
      throw new WrongInput(`The input is wrong: ${z.prettifyError(parsed.error)}`);
    }
    return parsed.data;
  };
  return {
    input: tool.input,
    call: (given) => tool.call(read(given)),
    answer: (given, parts, token) => tool.answer(read(given), parts, token),
  };
}
