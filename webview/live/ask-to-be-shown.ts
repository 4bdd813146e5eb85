import * as l10n from '@vscode/l10n';
import type { Host } from '../host.js';
import { element } from '../page/element.js';
import { ActionButton } from '../ui/button.js';
import type { MessageLine } from './message-line.js';
import type { Shown } from './shown.js';

/**
 * Asks the host to show the page what it is for. Until it does, `place` says so; where nobody answers, there is a button
 * to ask again.
 */
export function askToBeShown(
  host: Host,
  message: MessageLine,
  shown: Shown,
  place: HTMLElement,
): void {
  if (!shown.isKnown) {
    place.replaceChildren(element('p', { className: 'note' }, l10n.t('Loading…')));
  }
  void message.follow('', host.request({ type: 'ready' })).then((isDone) => {
    if (!isDone && !shown.isKnown) {
      const again = new ActionButton(l10n.t('Try again'), {
        onClick: () => {
          askToBeShown(host, message, shown, place);
        },
      });
      place.replaceChildren(again.root);
    }
  });
}
