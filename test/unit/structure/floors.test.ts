import { ESLint } from 'eslint';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

async function complaints(file: string, source: string): Promise<string[]> {
  const [result] = await eslint.lintText(source, { filePath: path.join(root, file) });
  return result.messages
    .filter(({ ruleId }) => ruleId === 'no-restricted-imports')
    .map(({ message }) => message);
}

describe('the floors of the source tree', () => {
  it.each([
    ['src/record/planted.ts', `import '../metrics/interval.js';`],
    ['src/metrics/planted.ts', `import '../runs/read-run.js';`],
    ['src/network/planted.ts', `import '../training/session.js';`],
    ['src/training/planted.ts', `import '../worker/protocol.js';`],
    ['src/worker/planted.ts', `import '../cli/output.js';`],
    ['src/setup/planted.ts', `import '../worker/client.js';`],
    ['src/runs/planted.ts', `import '@tensorflow/tfjs-core';`],
    ['src/cli/planted.ts', `import 'vscode';`],
    ['webview/planted.ts', `import '../src/runs/read-run.js';`],
    ['webview/panel/planted.ts', `import '@vscode/webview-ui-toolkit';`],
    ['webview/page/planted.ts', `import '../ui/button.js';`],
    ['webview/page/planted.ts', `import '../../src/runs/read-run.js';`],
    ['webview/ui/planted.ts', `import '../../src/editor/page-document.js';`],
  ])('refuse, in %s, %s', async (file, source) => {
    expect(await complaints(file, source)).toHaveLength(1);
  });

  it.each([
    ['src/metrics/planted.ts', `import '../record/step.js';`],
    ['src/network/planted.ts', `import '@tensorflow/tfjs-core';`],
    ['src/cli/planted.ts', `import '../worker/client.js';`],
    ['webview/planted.ts', `import '../src/metrics/interval.js';`],
    ['webview/ui/planted.ts', `import '@vscode/webview-ui-toolkit';`],
    ['webview/panel/planted.ts', `import '../ui/button.js';`],
  ])('allow, in %s, %s', async (file, source) => {
    expect(await complaints(file, source)).toEqual([]);
  });
});
