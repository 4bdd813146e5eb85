import { build } from 'esbuild';
import path from 'node:path';
import { assemblyScript } from '../../assembly-script.mjs';

/** Bundles the TypeScript file `entry`, so that plain Node can run it, into `folder`; returns the path of the bundle. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const outfile = path.join(folder, `${path.basename(entry, '.ts')}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    plugins: [assemblyScript],
    logLevel: 'error',
  });
  return outfile;
}
