import type { Server } from '../vscode/server.js';
import type { Window } from '../window/window.js';
import type { Camera } from './camera.js';
import type { ThemeName } from './themes.js';
import type { Words } from './words.js';

/** What a view is pictured with. */
export interface Scene {
  readonly server: Server;
  readonly window: Window;
  readonly camera: Camera;
  readonly theme: ThemeName;
  /** What the extension's commands are called in the language of the window. */
  readonly words: Words;
}

/** The workspaces that are pictured: with runs; with the model file alone; the same, not trusted. */
export type WorkspaceKind = 'with runs' | 'empty' | 'untrusted';

/** Something that is pictured. */
export interface View {
  readonly take: (scene: Scene) => Promise<void>;
  /** With runs by default. */
  readonly in?: WorkspaceKind;
}
