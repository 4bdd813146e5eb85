import * as l10n from '@vscode/l10n';
import ini from 'ini';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Problem } from '../record/problem.js';
import { unlessMissing } from '../runs/disk-problem.js';

/** Where npm fetches packages from unless it is told otherwise. */
const publicRegistry = 'https://registry.npmjs.org/';

/**
 * The registry that packages of `name`'s scope are fetched from: the chosen one, else as npm is configured for this user
 * (`npm_config_registry`, then the user's .npmrc, a scope's own registry first), else npm's own. A project's .npmrc is
 * not looked at: it may be anybody's.
 *
 * @returns an address that ends with a slash
 * @throws Problem `backend` where that is no address of the web
 */
export async function npmRegistry(
  name: string,
  chosen: string | null,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  return asAddress(chosen ?? (await configuredRegistry(name, environment)) ?? publicRegistry);
}

async function configuredRegistry(
  name: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const file = environment.npm_config_userconfig ?? path.join(os.homedir(), '.npmrc');
  const text = await unlessMissing('', () => readFile(file, 'utf8'));
  const configuration: Record<string, unknown> = ini.parse(text);
  const read = (key: string): string | undefined => {
    const value = configuration[key];
    return typeof value === 'string' && value !== ''
      ? value.replace(/\$\{([^}]+)\}/g, (_, variable: string) => environment[variable] ?? '')
      : undefined;
  };
  const [scope] = name.startsWith('@') ? name.split('/') : [null];
  return (
    (scope === null ? undefined : read(`${scope}:registry`)) ??
    environment.npm_config_registry ??
    read('registry')
  );
}

function asAddress(text: string): string {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) {
    throw new Problem({
      code: 'backend',
      entry: 'registry',
      what: l10n.t('"{0}" is no address of an npm registry.', text),
      remedy: l10n.t('Give one that begins with https://, or leave it to npm’s configuration.'),
    });
  }
  return text.endsWith('/') ? text : `${text}/`;
}
