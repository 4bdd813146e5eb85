import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pageDocument } from '../../src/editor/page-document.js';
import { english } from '../../src/record/language.js';

/** Where the built pages are, and the built program that plays their host. */
export interface Served {
  readonly built: string;
  readonly host: string;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** The page around the pages: it plays VS Code. */
const frame = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Modality Lens, fed</title></head>
<body><script src="/host.js"></script></body></html>`;

/** Serves on a free port of loopback until the process ends, and says where. */
export async function serve({ built, host }: Served): Promise<void> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    void answer(pathname).then(
      (body) => {
        const type = types[path.extname(pathname)] ?? types['.html'];
        response.writeHead(200, { 'content-type': type }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  const answer = async (pathname: string): Promise<string> => {
    if (pathname === '/') {
      return frame;
    }
    const [, page] = /^\/(panel|sidebar)\.html$/.exec(pathname) ?? [];
    if (page !== undefined) {
      return withApi(page);
    }
    const name = path.basename(pathname);
    return readFile(name === 'host.js' ? host : path.join(built, name), 'utf8');
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(`http://127.0.0.1:${port}/ (stop with Ctrl-C)`);
}

/** The document of a page, with what VS Code gives a webview: messages go to the page around it. */
function withApi(page: string): string {
  const nonce = randomBytes(16).toString('hex');
  const document = pageDocument({
    title: page,
    language: english,
    script: `/${page}.js`,
    style: `/${page}.css`,
    cspSource: `'self'`,
    nonce,
  });
  const api = `let state; globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => parent.postMessage(message, '*'),
    getState: () => state, setState: (wanted) => { state = wanted; } });`;
  return document.replace('<main>', `<script nonce="${nonce}">${api}</script><main>`);
}
