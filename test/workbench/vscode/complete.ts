import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The package that has ripgrep for every system, where {@link completeRelease} takes it from. */
export const ripgrepPackage = '@vscode/ripgrep-universal@1.18.0';

/**
 * Gives a release what its packages would have got by install scripts: ripgrep, which finds the workspace's files, from a
 * package that holds it; and in place of argon2, which hashes passwords and would have to be compiled, a stand-in that
 * refuses to: a server without passwords loads it and never calls it.
 *
 * @param modules folder of packages that holds code-server and {@link ripgrepPackage}
 */
export async function completeRelease(modules: string): Promise<void> {
  const here = `${process.platform}-${process.arch}`;
  const place = path.join(modules, 'code-server/lib/vscode/node_modules/@vscode/ripgrep/bin');
  await mkdir(place, { recursive: true });
  await copyFile(
    path.join(modules, '@vscode/ripgrep-universal/bin', here, 'rg'),
    path.join(place, 'rg'),
  );
  await chmod(path.join(place, 'rg'), 0o755);
  const refusal = `throw new Error('This server was started without passwords.');`;
  await writeFile(
    path.join(modules, 'argon2/argon2.js'),
    `exports.hash = () => { ${refusal} };\nexports.verify = () => { ${refusal} };\n`,
  );
}
