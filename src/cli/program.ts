import { Command, CommanderError } from 'commander';
import { exitCode } from './exit-code.js';
import { takeThreads } from './options.js';
import { backendsVerb } from './verbs/backends.js';
import { compareVerb } from './verbs/compare.js';
import { demoVerb } from './verbs/demo.js';
import { eventsVerb } from './verbs/events.js';
import { inspectVerb } from './verbs/inspect.js';
import { newVerb } from './verbs/new.js';
import { probeVerb } from './verbs/probe.js';
import { reportVerb } from './verbs/report.js';
import { resumeVerb } from './verbs/resume.js';
import { serveSetUpVerb } from './verbs/serve-set-up.js';
import { serveVerb } from './verbs/serve.js';
import { setUpVerb } from './verbs/set-up.js';
import { trainVerb } from './verbs/train.js';
import { weightsVerb } from './verbs/weights.js';

const verbs = [
  newVerb,
  trainVerb,
  resumeVerb,
  inspectVerb,
  compareVerb,
  eventsVerb,
  weightsVerb,
  reportVerb,
  backendsVerb,
  setUpVerb,
  demoVerb,
  serveVerb,
  serveSetUpVerb,
  probeVerb,
] as const;

/** Runs the command line `parameters` (without node and script); the process's exit code says what came of it. */
export async function runCommandLine(parameters: readonly string[]): Promise<void> {
  const program = new Command('modality-lens')
    .description(
      'Train multi-modal networks, and see whether they lean on one modality and starve the others.',
    )
    .version(__VERSION__)
    .exitOverride()
    .hook('preAction', (_, verb) => {
      takeThreads(verb.opts());
    })
    .showSuggestionAfterError(true)
    .showHelpAfterError('(--help shows how the command is used)');
  for (const addVerb of verbs) {
    addVerb(program);
  }
  for (const command of program.commands) {
    command.copyInheritedSettings(program);
  }
  try {
    await program.parseAsync([...parameters], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) {
      throw thrown;
    }
    // Commander has already printed what was asked for or what is wrong.
    process.exitCode = thrown.exitCode === 0 ? exitCode.success : exitCode.wrongUse;
  }
}
