import type * as vscode from 'vscode';
import type { z } from 'zod';
import type { Parts } from '../parts.js';

/** What a tool says before it is called: what it does meanwhile, and the question where a person must agree. */
export interface ToolCall {
  readonly doing: string;
  readonly question?: { readonly title: string; readonly text: string };
}

/** Something that an assistant may call. */
export interface Tool<Input> {
  /** What it is given: checked before anything is done, and what package.json declares of it. */
  readonly input: z.ZodType<Input>;
  /** Without effects. */
  call(input: Input): ToolCall;
  /**
   * Does it, and gives its lines of plain text, in English: what a model reads. Words from files stand in them as
   * {@link quoted} data.
   *
   * @throws Problem where it cannot; CancellationError where `token` gave it up
   */
  answer(input: Input, parts: Parts, token: vscode.CancellationToken): Promise<string[]>;
}
