import { Problem } from '../record/problem.js';
import { suggestName } from '../record/suggest-name.js';

/** The problem of a name that 'modality-lens' does not have: its entry is that name. */
export class UnknownName extends Problem {
  constructor(name: string, names: readonly string[]) {
    super({
      code: 'model-file',
      entry: name,
      what: `'modality-lens' has no '${name}'.`,
      remedy: suggestName(name, names),
    });
  }
}
