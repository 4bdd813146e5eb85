/** What of a diagnostic says that a module is not found. */
export interface ModuleDiagnostic {
  readonly code?: string | number | { readonly value: string | number } | undefined;
}

/** TypeScript's numbers for a module that cannot be found: plainly, and with the hint of another way of resolving. */
const notFound: ReadonlySet<string> = new Set(['2307', '2792']);

/** The modules that a model file may import without installing them. */
const supported = /^['"](modality-lens|@tensorflow\/tfjs(-core|-layers)?)['"]$/;

/**
 * Whether TypeScript underlines a module that it would find if the types for model files were there.
 *
 * @param underlined the text that the diagnostic stands at
 */
export function isMissingTypes({ code }: ModuleDiagnostic, underlined: string): boolean {
  const number = typeof code === 'object' ? code.value : code;
  return notFound.has(String(number)) && supported.test(underlined.trim());
}
