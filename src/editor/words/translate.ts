/** Puts `message` into the person's language, `{0}`, `{1}` … replaced: `vscode.l10n.t`, for what is tested without it. */
export type Translate = (message: string, ...values: (string | number)[]) => string;
