import * as l10n from '@vscode/l10n';
import type { PanelState } from '../../src/record/page-message.js';
import { sectionsOf } from '../page/sections/sections.js';

/** A tab of the panel: one of a page's sections, or one that asks the editor for what it shows. */
interface PanelTab {
  readonly id: PanelState['tab'];
  readonly label: () => string;
}

/**
 * The tabs of the panel from the left.
 *
 * @param isComparison whether it is for several runs
 */
export function panelTabs(isComparison: boolean): readonly PanelTab[] {
  const sections: readonly PanelTab[] = sectionsOf(isComparison);
  if (isComparison) {
    return sections;
  }
  const samples: PanelTab = { id: 'samples', label: () => l10n.t('Samples') };
  return sections.flatMap((section) => (section.id === 'run' ? [samples, section] : [section]));
}
