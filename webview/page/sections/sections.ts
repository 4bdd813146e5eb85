import type { PanelState } from '../../../src/record/page-message.js';
import { learningSpeed } from './learning-speed.js';
import { overview } from './overview.js';
import { runSection } from './run.js';
import type { BuildSection } from './section.js';
import { utilizationSection } from './utilization.js';

/** The sections of a page from the top down, and the tabs of a panel from the left. */
export const sections: readonly {
  readonly id: PanelState['tab'];
  readonly label: string;
  readonly build: BuildSection;
}[] = [
  { id: 'overview', label: 'Overview', build: overview },
  { id: 'learning-speed', label: 'Learning speed', build: learningSpeed },
  { id: 'utilization', label: 'Utilization', build: utilizationSection },
  { id: 'run', label: 'Run', build: runSection },
];
