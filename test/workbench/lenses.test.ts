import { it } from 'vitest';
import { tinyModel } from '../integration/support/command-line.js';
import { opened, sharedBrowser } from './window/opened.js';
import { until } from './window/until.js';

const browser = sharedBrowser();

it('lenses come also where a person is elsewhere before VS Code has asked for them', async () => {
  const { window } = await opened(browser(), {
    files: { 'tiny.multimodal.ts': tinyModel(), 'plain.ts': 'export {};\n' },
  });
  // From here on the extension stands: VS Code asks once an editor is new, and never again by itself.
  await window.openFile('plain.ts');
  await window.openSideBar();
  await window.diagnostics().locator('body').waitFor();
  await window.page.evaluate(`document.addEventListener('focusin', ({ target }) => {
    if (target.closest('.part.editor .monaco-editor') !== null) {
      setTimeout(() => document.querySelector('.sidebar .pane-header').focus());
    }
  })`);
  await window.openFile('tiny.multimodal.ts');
  await until('a lens to train', async () =>
    (await window.lensTexts()).some((text) => text.includes('Train')),
  );
  const isInText = `document.activeElement.closest('.part.editor .monaco-editor') !== null`;
  await until('the focus elsewhere', async () => !(await window.page.evaluate(isInText)));
});
