import type { Command } from 'commander';
import { speakTheHostsLanguage } from '../../compute/child-language.js';

/** `serve` (hidden): the child that the command line and the editor fork; it speaks over IPC. */
export function serveVerb(program: Command): void {
  program.command('serve', { hidden: true }).action(async () => {
    speakTheHostsLanguage();
    const { serve } = await import('../../worker/child.js');
    serve();
  });
}
