import * as l10n from '@vscode/l10n';
import { zoomHelp } from '../page/chart/line-chart.js';
import { element } from '../page/element.js';
import type { Zoom } from '../page/zoom.js';
import { ActionButton } from '../ui/button.js';
import { Check } from '../ui/check.js';

/** What is chosen for all charts at once: raw or smoothed, and the zoom. */
export class ChartTools {
  readonly root: HTMLElement;

  constructor(zoom: Zoom, isSmoothed: boolean, onSmoothed: (isSmoothed: boolean) => void) {
    const smoothed = new Check(l10n.t('Smoothed'), isSmoothed, onSmoothed);
    smoothed.root.title = l10n.t(
      'Draw noisy curves as a trailing mean with the range of single steps',
    );
    const reset = new ActionButton(l10n.t('Reset zoom'), {
      title: zoomHelp(),
      onClick: () => {
        zoom.range = null;
      },
    });
    reset.isEnabled = zoom.range !== null;
    zoom.onChange((range) => {
      reset.isEnabled = range !== null;
    });
    this.root = element('div', { className: 'chart-tools' }, smoothed.root, reset.root);
  }
}
