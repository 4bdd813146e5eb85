import * as l10n from '@vscode/l10n';
import type { ChartFormat } from '../../../src/record/chart-file.js';
import { element } from '../element.js';
import { kept } from '../patch.js';

/** The buttons that save a chart. They are a chart's for as long as it stands. */
export class ExportButtons {
  readonly root: HTMLElement;
  readonly #buttons: Record<ChartFormat, HTMLButtonElement>;

  constructor(onExport: (format: ChartFormat) => void) {
    const button = (format: ChartFormat, label: string): HTMLButtonElement => {
      const made = element('button', { className: 'save' }, label);
      made.type = 'button';
      made.addEventListener('click', () => {
        onExport(format);
      });
      return made;
    };
    this.#buttons = { png: button('png', 'PNG'), csv: button('csv', 'CSV') };
    const { png, csv } = this.#buttons;
    this.root = kept('save', element('div', { className: 'saves' }, png, csv));
  }

  /** Says what the buttons save. */
  set title(title: string) {
    const { png, csv } = this.#buttons;
    png.title = l10n.t('Save the chart as a picture');
    csv.title = l10n.t('Save the numbers of the chart as a table');
    png.setAttribute('aria-label', l10n.t('Save {0} as PNG', title));
    csv.setAttribute('aria-label', l10n.t('Save {0} as CSV', title));
  }
}
