import * as l10n from '@vscode/l10n';
import ini from 'ini';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Problem } from '../record/problem.js';
import { unlessMissing } from '../runs/disk-problem.js';

/** Where npm fetches packages from unless it is told otherwise. */
const publicRegistry = 'https://registry.npmjs.org/';

/** Where packages are fetched from, and as whom. */
export interface Registry {
  /** An address that ends with a slash and says nothing of who asks. */
  readonly address: string;
  /** The header by which it knows who asks; null where it is not told. */
  readonly authorization: string | null;
}

/** What npm's configuration of this user says, by key; undefined where it says nothing. */
type Read = (key: string) => string | undefined;

/**
 * The registry that packages of `name`'s scope are fetched from: the chosen one, else as npm is configured for this user
 * (`npm_config_registry`, then the user's .npmrc, a scope's own registry first), else npm's own. It is told who asks as
 * npm tells it: by what stands in the address, else by the .npmrc's token for it. A project's .npmrc is not looked at: it
 * may be anybody's.
 *
 * @throws Problem `backend` where that is no address of the web
 */
export async function npmRegistry(
  name: string,
  chosen: string | null,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Registry> {
  const read = await userConfiguration(environment);
  const [scope] = name.startsWith('@') ? name.split('/') : [null];
  const address = asAddress(
    chosen ??
      (scope === null ? undefined : read(`${scope}:registry`)) ??
      environment.npm_config_registry ??
      read('registry') ??
      publicRegistry,
  );
  const authorization = inAddress(address) ?? configured(address, read);
  address.username = '';
  address.password = '';
  return { address: address.href, authorization };
}

async function userConfiguration(environment: NodeJS.ProcessEnv): Promise<Read> {
  const file = environment.npm_config_userconfig ?? path.join(os.homedir(), '.npmrc');
  const text = await unlessMissing('', () => readFile(file, 'utf8'));
  const configuration: Record<string, unknown> = ini.parse(text);
  return (key) => {
    const value = configuration[key];
    return typeof value === 'string' && value !== ''
      ? value.replace(/\$\{([^}]+)\}/g, (_, variable: string) => environment[variable] ?? '')
      : undefined;
  };
}

function asAddress(text: string): URL {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) {
    throw new Problem({
      code: 'backend',
      entry: 'registry',
      what: l10n.t('"{0}" is no address of an npm registry.', text),
      remedy: l10n.t('Give one that begins with https://, or leave it to npm’s configuration.'),
    });
  }
  return new URL(text.endsWith('/') ? text : `${text}/`);
}

function inAddress({ username, password }: URL): string | null {
  const said = [username, password].map(decodeURIComponent).join(':');
  return said === ':' ? null : basic(Buffer.from(said).toString('base64'));
}

/** What the .npmrc has for the address, or for one that it lies below. */
function configured({ host, pathname }: URL, read: Read): string | null {
  for (let place = pathname; place !== ''; place = place.replace(/[^/]*\/$/, '')) {
    const token = read(`//${host}${place}:_authToken`);
    const encoded = read(`//${host}${place}:_auth`);
    if (token !== undefined) {
      return `Bearer ${token}`;
    }
    if (encoded !== undefined) {
      return basic(encoded);
    }
  }
  return null;
}

function basic(encoded: string): string {
  return `Basic ${encoded}`;
}
