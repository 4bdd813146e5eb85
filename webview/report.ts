import './without-eval.js';
import './language.js';
import * as l10n from '@vscode/l10n';
import { snapshot } from '../src/record/snapshot.js';
import { emptyState } from './page/element.js';
import { Page } from './page/page.js';

/** Shows the snapshot that is baked into the document. */
function show(root: HTMLElement): void {
  const baked = document.getElementById('snapshot')?.textContent ?? '';
  try {
    new Page(root, snapshot.parse(JSON.parse(baked)));
  } catch (thrown) {
    root.replaceChildren(
      emptyState(
        l10n.t('This report is damaged.'),
        l10n.t('Write it anew with modality-lens report.'),
      ),
    );
    throw thrown;
  }
}

const root = document.querySelector('main');
if (root !== null) {
  show(root);
}
