import * as l10n from '@vscode/l10n';

/** What TensorFlow writes where it looks for a GPU and finds none that it can use: why it is about to use the CPU. */
const complaints = [
  /Could not load dynamic library '[^']+'/,
  /Cannot dlopen some GPU libraries/,
  /Could not find cuda drivers on your machine/,
  /CUDA_ERROR_\w+(?:: [^\n]*)?/,
  /CUDA error: [^\n]*/,
  /failed call to cuInit[^\n]*/,
];

/** The most sentences that are made of it. */
const most = 3;

/**
 * Why TensorFlow uses no GPU, as sentences, from what it wrote to standard error; nothing where it did not say. It goes
 * on with the CPU as if nothing were the matter, so that its own words are all there is.
 */
export function gpuComplaints(written: string): string[] {
  const found = complaints.flatMap((complaint) => {
    const each = written.matchAll(new RegExp(complaint, 'g'));
    return Array.from(each, ([text]) => text.trim().replace(/\.$/, ''));
  });
  return [...new Set(found)].slice(0, most).map((text) => l10n.t('TensorFlow said: {0}.', text));
}
