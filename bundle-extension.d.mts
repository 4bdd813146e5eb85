import type { BuildOptions, Metafile } from 'esbuild';

export function bundleExtension(output?: string, options?: BuildOptions): Promise<Metafile>;
