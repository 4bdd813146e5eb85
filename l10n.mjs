/**
 * Collects the messages that the code says by `l10n.t` into `l10n/bundle.l10n.json`, and brings the translations beside it
 * into line: a new message stands in them with nothing beside it, to be filled in; one that the code no longer says is
 * dropped. `package.nls.<language>.json` follows `package.nls.json` alike.
 *
 * With `--check` it writes nothing, prints what is missing or wrong, and fails where anything is.
 */
import { getL10nJson } from '@vscode/l10n-dev';
import { parse } from 'jsonc-parser';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

const root = import.meta.dirname;

/** What the code says; a message with a comment for translators stands with it. */
async function messagesOfTheCode() {
  const calls = [];
  for (const folder of ['src', 'webview']) {
    const names = await readdir(path.join(root, folder), { recursive: true });
    for (const name of names.filter((file) => file.endsWith('.ts')).sort()) {
      const contents = await readFile(path.join(root, folder, name), 'utf8');
      // Whoever says something has this name.
      if (contents.includes('l10n.t(')) {
        calls.push(...callsIn(contents));
      }
    }
  }
  const imports = [`import * as l10n from '@vscode/l10n';`, `import * as vscode from 'vscode';`];
  const contents = [...imports, ...calls.map((call) => `${call};`)].join('\n');
  const messages = await getL10nJson([{ extension: '.ts', contents }]);
  return Object.fromEntries(
    Object.keys(messages)
      .sort()
      .map((key) => [key, messages[key]]),
  );
}

/** The calls of `l10n.t` in a source: what collects messages takes half a minute over whole files. */
function callsIn(source) {
  const calls = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && /^(vscode\.)?l10n\.t$/.test(node.expression.getText())) {
      calls.push(node.getText());
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(ts.createSourceFile('', source, ts.ScriptTarget.Latest, true));
  return calls;
}

const isCheck = process.argv.includes('--check');

/** What a file says. A merge keeps the lines of both sides (.gitattributes): where it is to be written, a comma may lack. */
async function read(file) {
  const text = await readFile(path.join(root, file), 'utf8');
  return isCheck ? JSON.parse(text) : parse(text);
}

/** The files in `folder` that translate `base`: `bundle.l10n.de.json`. */
async function translationsOf(folder, base) {
  const names = await readdir(path.join(root, folder));
  return names
    .filter((name) => name.startsWith(`${base}.`) && name !== `${base}.json`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.join(folder, name));
}

function textOf(message) {
  return typeof message === 'string' ? message : message.message;
}

/** What has to be the same in every language: placeholders, and the commands that a link calls. */
function fixedParts(text) {
  return (text.match(/\{\w+\}|\(command:[^)]+\)/g) ?? []).sort().join(' ');
}

function complaints(file, originals, translations) {
  const complain = (key, what) => `${file}: ${what}: ${JSON.stringify(key)}`;
  return [
    ...Object.keys(originals).flatMap((key) => {
      const translation = translations[key];
      if (typeof translation !== 'string' || translation === '') {
        return [complain(key, 'not translated')];
      }
      return fixedParts(translation) === fixedParts(textOf(originals[key]))
        ? []
        : [complain(key, 'other placeholders than the original has')];
    }),
    ...Object.keys(translations)
      .filter((key) => !(key in originals))
      .map((key) => complain(key, 'translates nothing')),
  ];
}

/** The translations of what there is, in its order; nothing for what was not translated yet. */
function broughtIntoLine(originals, translations) {
  return Object.fromEntries(Object.keys(originals).map((key) => [key, translations[key] ?? '']));
}

/** The keys that package.json refers to, `%command.train%`, and package.nls.json has not, or the other way round. */
async function manifestComplaints(words) {
  const manifest = await readFile(path.join(root, 'package.json'), 'utf8');
  const used = new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
  return [
    ...[...used].filter((key) => !(key in words)).map((key) => `package.nls.json: missing: ${key}`),
    ...Object.keys(words)
      .filter((key) => !used.has(key))
      .map((key) => `package.nls.json: not used: ${key}`),
  ];
}

async function write(file, content) {
  await writeFile(path.join(root, file), `${JSON.stringify(content, null, 2)}\n`);
}

const bundle = path.join('l10n', 'bundle.l10n.json');
const messages = await messagesOfTheCode();
const manifestWords = await read('package.nls.json');
const groups = [
  { originals: messages, files: await translationsOf('l10n', 'bundle.l10n') },
  { originals: manifestWords, files: await translationsOf('.', 'package.nls') },
];
const found = await manifestComplaints(manifestWords);
if (!isCheck) {
  await write(bundle, messages);
} else if (JSON.stringify(await read(bundle)) !== JSON.stringify(messages)) {
  found.push(`${bundle}: not what the code says: npm run l10n writes it`);
}
for (const { originals, files } of groups) {
  for (const file of files) {
    const translations = await read(file);
    if (isCheck) {
      found.push(...complaints(file, originals, translations));
    } else {
      const inLine = broughtIntoLine(originals, translations);
      await write(file, inLine);
      found.push(...complaints(file, originals, inLine));
    }
  }
}
for (const complaint of found) {
  console.log(complaint);
}
if (isCheck && found.length > 0) {
  process.exitCode = 1;
}
