import assert from 'node:assert/strict';
import { commands, extensions, workspace } from 'vscode';

interface Declaration {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Record<string, { readonly default: unknown }> };
  };
}

/** What package.json declares is there. */
export function declarationTests(): void {
  describe('what package.json declares', () => {
    const declared = (): Declaration['contributes'] =>
      (extensions.getExtension('modality-lens.modality-lens')?.packageJSON as Declaration)
        .contributes;

    it('has a handler for every command', async () => {
      const registered = new Set(await commands.getCommands(true));
      const missing = declared().commands.filter(({ command }) => !registered.has(command));
      assert.deepEqual(missing, []);
    });

    it('has a title in plain words for every command', () => {
      const unnamed = declared().commands.filter(({ title }) => title.includes('%'));
      assert.deepEqual(unnamed, []);
    });

    it('has every setting with its default', () => {
      for (const [name, { default: value }] of Object.entries(
        declared().configuration.properties,
      )) {
        assert.deepEqual(workspace.getConfiguration().inspect(name)?.defaultValue, value, name);
      }
    });
  });
}
