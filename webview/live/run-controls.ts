import * as l10n from '@vscode/l10n';
import type { LiveStatus, PreferredBalancing } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { Host } from '../host.js';
import { element } from '../page/element.js';
import { ActionButton } from '../ui/button.js';
import { BalancingForm } from './balancing-form.js';
import { MessageLine } from './message-line.js';
import { isOn } from './shown.js';

/** Requests that concern one run and say nothing more. */
type PlainRequest =
  | 'pause'
  | 'resume'
  | 'stop'
  | 'stopAtOnce'
  | 'continue'
  | 'exportReport'
  | 'openPanel'
  | 'openModelFile'
  | 'reveal';

/** The buttons that hold, end, balance and take up one run. Each stays where it is, and keeps the focus. */
export class RunControls {
  readonly root: HTMLElement;
  readonly #host: Host;
  readonly #directory: string;
  readonly #message = new MessageLine();
  readonly #hold: ActionButton;
  readonly #stop: ActionButton;
  readonly #balance: ActionButton;
  readonly #continue: ActionButton;
  readonly #formPlace = element('div', {});
  #run: RunSnapshot;
  #live: LiveStatus | null = null;
  #preferred: PreferredBalancing;
  #form: BalancingForm | null = null;

  /** @param more further buttons, behind its own */
  constructor(
    host: Host,
    run: RunSnapshot,
    preferred: PreferredBalancing,
    more: (controls: RunControls) => readonly ActionButton[],
  ) {
    this.#host = host;
    this.#run = run;
    this.#directory = run.directory;
    this.#preferred = preferred;
    this.#hold = new ActionButton(l10n.t('Pause'), {
      onClick: () => {
        if (this.#isPaused) {
          this.ask('resume', l10n.t('Resuming…'));
        } else {
          this.ask('pause', l10n.t('Pausing…'));
        }
      },
    });
    this.#stop = new ActionButton(l10n.t('Stop'), {
      onClick: () => {
        const isSecond = this.#live?.pending === 'stopping';
        if (isSecond) {
          this.ask('stopAtOnce', l10n.t('Ending…'));
        } else {
          this.ask('stop', l10n.t('Stopping…'));
        }
      },
    });
    this.#balance = new ActionButton(l10n.t('Switch balancing…'), {
      onClick: () => {
        this.#showForm(this.#form === null);
      },
    });
    this.#continue = new ActionButton(l10n.t('Continue'), {
      appearance: 'primary',
      title: l10n.t('Take up the run where its last checkpoint is'),
      onClick: () => {
        this.ask('continue', l10n.t('Taking up the run…'));
      },
    });
    const own = [this.#hold, this.#stop, this.#balance, this.#continue];
    this.root = element(
      'div',
      { className: 'controls' },
      element('div', { className: 'buttons' }, ...[...own, ...more(this)].map(({ root }) => root)),
      this.#formPlace,
      this.#message.root,
    );
  }

  /** Offers what can be done with the run as it is now. */
  show(run: RunSnapshot, live: LiveStatus | null, preferred: PreferredBalancing): void {
    this.#run = run;
    this.#live = live;
    this.#preferred = preferred;
    const isOurs = live?.isOurs === true && isOn(run, live);
    const pending = live?.pending ?? null;
    this.#hold.isShown = isOurs;
    this.#hold.label = this.#isPaused ? l10n.t('Resume') : l10n.t('Pause');
    this.#hold.isEnabled = pending === null || pending === 'balancing';
    this.#stop.isShown = isOurs;
    this.#stop.label = pending === 'stopping' ? l10n.t('Stop at once') : l10n.t('Stop');
    this.#stop.root.title =
      pending === 'stopping'
        ? l10n.t('End the process now; steps since the last checkpoint are lost')
        : l10n.t('End after the step, with a checkpoint');
    this.#balance.isShown = isOurs && run.description.modalities.length > 1;
    this.#balance.isEnabled = pending !== 'stopping';
    this.#continue.isShown = canContinue(run, live);
    if (!isOurs) {
      this.#showForm(false);
    }
  }

  /** Asks the host for something of this run, saying `meanwhile` below the buttons until it is settled. */
  ask(type: PlainRequest, meanwhile: string): void {
    void this.#message.follow(meanwhile, this.#host.request({ type, directory: this.#directory }));
  }

  get #isPaused(): boolean {
    return this.#run.state === 'paused';
  }

  #showForm(isOpen: boolean): void {
    if (isOpen === (this.#form !== null)) {
      return;
    }
    this.#form = isOpen
      ? new BalancingForm(
          this.#run,
          this.#preferred,
          (balancing) => {
            const request = { type: 'balance', directory: this.#directory, balancing } as const;
            void this.#message
              .follow(l10n.t('Switching…'), this.#host.request(request))
              .then((isDone) => {
                if (isDone) {
                  this.#closeForm();
                }
              });
          },
          () => {
            this.#closeForm();
          },
        )
      : null;
    this.#formPlace.replaceChildren(...(this.#form === null ? [] : [this.#form.root]));
    this.#balance.isExpanded = this.#form !== null;
  }

  /** Gives the focus back to the button that opened the form. */
  #closeForm(): void {
    this.#showForm(false);
    this.#balance.root.focus();
  }
}

/** Whether the run has ended before its last step and nobody writes it. */
function canContinue(run: RunSnapshot, live: LiveStatus | null): boolean {
  const { state } = run;
  const hasEnded = state === 'stopped' || state === 'interrupted' || state === 'failed';
  return (
    hasEnded &&
    live?.isOurs !== true &&
    live?.isWrittenElsewhere !== true &&
    live?.checkpoints.length !== 0
  );
}
