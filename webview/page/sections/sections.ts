import * as l10n from '@vscode/l10n';
import type { PanelState } from '../../../src/record/page-message.js';
import { comparison } from '../comparison/comparison.js';
import { gatesSection } from './gates.js';
import { learningSpeed } from './learning-speed.js';
import { overview } from './overview.js';
import { runSection } from './run.js';
import type { BuildSection } from './section.js';
import { utilizationSection } from './utilization.js';

/** A section as it is listed. */
export interface ListedSection {
  readonly id: Exclude<PanelState['tab'], 'samples'>;
  readonly label: () => string;
  readonly build: BuildSection;
}

const ofRuns: readonly ListedSection[] = [
  { id: 'overview', label: () => l10n.t('Overview'), build: overview },
  { id: 'learning-speed', label: () => l10n.t('Learning speed'), build: learningSpeed },
  { id: 'utilization', label: () => l10n.t('Utilization'), build: utilizationSection },
  { id: 'gates', label: () => l10n.t('Gates'), build: gatesSection },
  { id: 'run', label: () => l10n.t('Run'), build: runSection },
];

const ofComparison: ListedSection = {
  id: 'comparison',
  label: () => l10n.t('Comparison'),
  build: comparison,
};

/**
 * The sections of a page from the top down, and the tabs of a panel from the left.
 *
 * @param isComparison whether it is for several runs
 */
export function sectionsOf(isComparison: boolean): readonly ListedSection[] {
  return isComparison ? [ofComparison, ...ofRuns] : ofRuns;
}
