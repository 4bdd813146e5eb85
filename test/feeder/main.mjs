/** Serves the editor's pages with a made-up live run, on loopback: `node test/feeder/main.mjs`, after `npm run build`. */
import { build } from 'esbuild';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const output = path.join(root, '.cache', 'feeder');
const shared = { absWorkingDir: root, bundle: true, logLevel: 'warning' };
await build({
  ...shared,
  entryPoints: ['test/feeder/host.ts'],
  outfile: path.join(output, 'host.js'),
  platform: 'browser',
  format: 'iife',
});
await build({
  ...shared,
  entryPoints: ['test/feeder/server.ts'],
  outfile: path.join(output, 'server.mjs'),
  platform: 'node',
  format: 'esm',
});
const { serve } = await import(path.join(output, 'server.mjs'));
await serve({ built: path.join(root, 'dist', 'webview'), host: path.join(output, 'host.js') });
