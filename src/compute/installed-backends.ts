import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** The backends that can be set up: those that are no part of Modality Lens. */
export const setUpBackend = z.enum(['webgpu', 'tensorflow-gpu', 'tensorflow']);
export type SetUpBackend = z.infer<typeof setUpBackend>;

/**
 * How a backend is set up: `packed`, the pinned npm package with its native part inside; `published`, the npm package
 * with the native part that its install script downloads; `built`, the native part compiled against the TensorFlow of a
 * Python package.
 */
export const setUpWay = z.enum(['packed', 'published', 'built']);
export type SetUpWay = z.infer<typeof setUpWay>;

/** What was set up for a backend, as `in-use.json` in the backend's folder says it. */
export const installation = z.object({
  backend: setUpBackend,
  way: setUpWay,
  /** Names and versions of what it is made of, as people write them: `webgpu 0.6.2`. */
  contents: z.array(z.string()),
  /** Name of the folder beside `in-use.json` whose node_modules has the package. */
  folder: z.string().regex(/^[\w-]+$/),
  /** What the trial trained on. */
  device: z.string(),
  /** Bytes on the disk. */
  size: z.int().nonnegative(),
  /** When it was set up, ISO 8601. */
  time: z.iso.datetime(),
});
export type Installation = z.infer<typeof installation>;

/** The variable that says where set-up backends lie: the editor gives its children its own storage in it. */
export const backendsVariable = 'MODALITY_LENS_BACKENDS';

/** Where the backends lie that were set up: what {@link backendsVariable} says, else a folder in the user's cache. */
export function backendsFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment[backendsVariable];
  return chosen === undefined || chosen === ''
    ? path.join(cacheFolder(environment, platform), 'modality-lens', 'backends')
    : path.resolve(chosen);
}

function cacheFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') {
    return path.join(os.homedir(), 'Library', 'Caches');
  }
  return platform === 'win32'
    ? (environment.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'))
    : (environment.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'));
}

/** Path of the file that says which installation of a backend is in use. */
export function inUseFile(root: string, backend: SetUpBackend): string {
  return path.join(root, backend, 'in-use.json');
}

/** What was set up for `backend` below `root`; null for nothing, or nothing that can be made sense of. */
export function readInstallation(root: string, backend: SetUpBackend): Installation | null {
  try {
    const text = fs.readFileSync(inUseFile(root, backend), 'utf8');
    const read = installation.parse(JSON.parse(text));
    return read.backend === backend ? read : null;
  } catch {
    // Missing, or damaged: setting it up again mends either.
    return null;
  }
}

/** Everything that was set up below `root`. */
export function readInstallations(root: string): Installation[] {
  return setUpBackend.options
    .map((backend) => readInstallation(root, backend))
    .filter((read) => read !== null);
}

/**
 * The folders from which backends' packages are looked for: what was set up, then `own`, in order. What a person has set
 * up goes before what happens to lie beside a model file.
 */
export function packageFolders(own: readonly string[], root = backendsFolder()): string[] {
  const setUp = readInstallations(root).map(({ backend, folder }) =>
    path.join(root, backend, folder),
  );
  return [...setUp, ...own];
}
