import type { Command } from 'commander';
import { speakTheHostsLanguage } from '../../compute/child-language.js';
import { bundle } from '../../worker/bundle.js';

/** `serve-set-up` (hidden): the child that the editor forks to set a backend up; it speaks over IPC. */
export function serveSetUpVerb(program: Command): void {
  program.command('serve-set-up', { hidden: true }).action(async () => {
    speakTheHostsLanguage();
    const { serveSetUp } = await import('../../setup/serve.js');
    serveSetUp({ script: bundle });
  });
}
