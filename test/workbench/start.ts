/** `npm start`: a real VS Code in the browser, with the extension as it is built and a copy of the examples. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { packExtension } from './pack-extension.js';
import { installedWorkbench } from './vscode/install.js';
import { Server } from './vscode/server.js';
import { writeTypes } from './write-types.js';

async function main(): Promise<void> {
  const workbench = await installedWorkbench();
  const server = await Server.start({
    workbench,
    extension: packExtension(),
    files: path.resolve(import.meta.dirname, '../../examples'),
    settings: { 'workbench.colorTheme': 'Default Dark Modern' },
  });
  await writeTypes(server.profile.workspace);
  console.log(`VS Code ${workbench.release.vscode} with Modality Lens: ${server.url}`);
  console.log('It works on a copy of examples/, which Ctrl-C ends and removes.');
  show(server.url);
  let ending = false;
  const end = (): void => {
    if (!ending) {
      ending = true;
      void server.stop().then(() => process.exit(0));
    }
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/** Opens the address in the person's browser, where there is a screen for one. */
function show(url: string): void {
  const hasScreen = process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (process.platform === 'darwin' || hasScreen) {
    const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
    spawn(opener, [url], { detached: true, stdio: 'ignore' })
      .once('error', () => undefined)
      .unref();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
