import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = import.meta.dirname;

/**
 * The licences of the packages that lie inside the bundles: for each its name, version and licence text.
 *
 * @param metafiles paths of esbuild's metafiles
 * @returns {Promise<string>}
 * @throws Error where a package has no licence text that is known
 */
export async function thirdPartyNotices(metafiles) {
  const folders = new Set();
  for (const metafile of metafiles) {
    const { outputs } = JSON.parse(await readFile(metafile, 'utf8'));
    const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
    for (const [input, { bytesInOutput }] of inputs) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (bytesInOutput > 0 && folder !== undefined) {
        folders.add(folder);
      }
    }
  }
  const notices = await Promise.all([...folders].map((folder) => notice(path.join(root, folder))));
  const rule = `\n${'-'.repeat(80)}\n`;
  return `Modality Lens contains the following packages.\n${[...new Set(notices)]
    .sort()
    .map((text) => rule + text)
    .join('')}`;
}

async function notice(folder) {
  const { name, version, license, author } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  const text =
    file === undefined
      ? await licenceText(name, license, typeof author === 'string' ? author : author?.name)
      : await readFile(path.join(folder, file), 'utf8');
  return `${name} ${version}\n\n${text.trim()}\n`;
}

/** The text of a licence that a package names and does not bring along; others of the same licence bring it. */
async function licenceText(name, license, author) {
  const by = author === undefined ? '' : `Copyright (c) ${author}\n\n`;
  if (/^Apache-2\.0\b/.test(license)) {
    return by + (await readFile(path.join(root, 'node_modules/typescript/LICENSE.txt'), 'utf8'));
  }
  if (license === 'MIT') {
    const own = await readFile(path.join(root, 'LICENSE'), 'utf8');
    return by + own.slice(own.indexOf('Permission is hereby granted'));
  }
  throw new Error(`${name} brings no licence text: add ${license} to third-party-notices.mjs.`);
}
