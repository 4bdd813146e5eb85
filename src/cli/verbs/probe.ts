import type { Command } from 'commander';
import { speakTheHostsLanguage } from '../../compute/child-language.js';

/** `probe` (hidden): the child in which one backend is tried; it answers over IPC. */
export function probeVerb(program: Command): void {
  program
    .command('probe', { hidden: true })
    .argument('<backend>')
    .argument('[folders...]')
    .action(async (name: string, folders: string[]) => {
      speakTheHostsLanguage();
      const { answerProbe } = await import('../../compute/probe-backend.js');
      await answerProbe(name, folders);
    });
}
