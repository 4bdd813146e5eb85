import path from 'node:path';

/** What a person may have chosen for GPUs. */
export interface GpuSettings {
  /** Whether TensorFlow takes memory as it needs it, rather than all of it at once. */
  readonly allowGrowth: boolean;
  /** Which NVIDIA GPUs may be used, as CUDA_VISIBLE_DEVICES says it; null: as the environment has it. */
  readonly visibleDevices: string | null;
  /** Folders in which libraries are looked for before all others. */
  readonly libraryPaths: readonly string[];
}

/**
 * The variables that tell a training process what was chosen.
 *
 * @param environment what the process would have otherwise
 */
export function gpuEnvironment(
  { allowGrowth, visibleDevices, libraryPaths }: GpuSettings,
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  return {
    TF_FORCE_GPU_ALLOW_GROWTH: String(allowGrowth),
    ...(visibleDevices === null ? {} : { CUDA_VISIBLE_DEVICES: visibleDevices }),
    ...(libraryPaths.length === 0 ? {} : searchedFirst(libraryPaths, environment, platform)),
  };
}

function searchedFirst(
  folders: readonly string[],
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Record<string, string> {
  const isWindows = platform === 'win32';
  const usual = platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  // Windows knows its variables whatever their case, a copy of its environment does not.
  const name = isWindows
    ? (Object.keys(environment).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH')
    : usual;
  const before = environment[name] ?? '';
  const { delimiter } = isWindows ? path.win32 : path.posix;
  return { [name]: [...folders, ...(before === '' ? [] : [before])].join(delimiter) };
}
