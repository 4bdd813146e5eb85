import * as l10n from '@vscode/l10n';
import { backendsFolder } from '../compute/installed-backends.js';
import { describeProblem, Problem } from '../record/problem.js';
import { giveUpMessage, type SetUpMessage } from './protocol.js';
import { seldom } from './seldom.js';
import { setUpRequest } from './request.js';
import { setUp, type SetUpPlace } from './set-up.js';

/**
 * The whole life of the child that sets a backend up for a host: its first message is the request. It is given up when
 * the host says so or is gone, and leaves nothing behind then.
 *
 * @throws Problem where no host has started it
 */
export function serveSetUp(trial: SetUpPlace['trial']): void {
  if (process.send === undefined) {
    throw new Problem({
      code: 'usage',
      what: l10n.t('serve-set-up is started by other programs and speaks over their channel.'),
      remedy: l10n.t('Use set-up.'),
    });
  }
  const giveUp = new AbortController();
  const abort = (): void => {
    giveUp.abort();
  };
  process.once('disconnect', abort);
  process.once('SIGTERM', abort);
  process.once('message', (received) => {
    process.on('message', (further) => {
      if (further === giveUpMessage) {
        abort();
      }
    });
    void perform(received, trial, giveUp.signal).then((message) => {
      send(message, () => process.exit());
    });
  });
}

async function perform(
  received: unknown,
  trial: SetUpPlace['trial'],
  signal: AbortSignal,
): Promise<SetUpMessage> {
  const report = seldom((progress) => {
    send({ type: 'progress', progress });
  });
  try {
    const request = setUpRequest.parse(received);
    const place = { root: backendsFolder(), trial, signal, report };
    return { type: 'done', installation: await setUp(request, place) };
  } catch (thrown) {
    return { type: 'failed', problem: describeProblem(thrown) };
  }
}

/** Sends to the host, as long as there is one. */
function send(message: SetUpMessage, sent: () => void = () => undefined): void {
  if (process.connected) {
    process.send?.(message, undefined, undefined, sent);
  } else {
    sent();
  }
}
