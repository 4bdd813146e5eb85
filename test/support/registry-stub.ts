import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the stub answers under one path: bytes, or a way to fail. */
export type Answer =
  | { readonly bytes: Uint8Array; readonly type?: string }
  | { readonly status: number }
  /** Sends the head and half of the bytes, and then nothing more. */
  | { readonly hanging: Uint8Array }
  /** Sends the head and then a byte now and then, so that it goes on for long. */
  | { readonly dripping: Uint8Array }
  /** Sends the head and half of the bytes, and breaks the connection. */
  | { readonly cut: Uint8Array };

/** An npm registry on loopback, which ends with the test. */
export interface RegistryStub {
  /** Its address, without a slash at the end. */
  readonly address: string;
  /** The paths that were asked for. */
  readonly asked: string[];
}

/** Starts a registry that knows `answers` by path, and nothing else; `%2f` of a scoped name is a slash. */
export async function startRegistry(
  answers: (address: string) => Readonly<Record<string, Answer>>,
): Promise<RegistryStub> {
  const asked: string[] = [];
  let known: Readonly<Record<string, Answer>> = {};
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push(path);
    reply(known[path] ?? { status: 404 }, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  known = answers(address);
  return { address, asked };
}

function reply(answer: Answer, response: ServerResponse): void {
  if ('status' in answer) {
    response.writeHead(answer.status).end();
    return;
  }
  if ('bytes' in answer) {
    const { bytes, type = 'application/octet-stream' } = answer;
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
    return;
  }
  if ('dripping' in answer) {
    drip(answer.dripping, response);
    return;
  }
  const bytes = 'cut' in answer ? answer.cut : answer.hanging;
  response.writeHead(200, { 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
    if ('cut' in answer) {
      response.destroy();
    }
  });
}

function drip(bytes: Uint8Array, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': bytes.length });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1));
    sent += 1;
  }, 200);
  response.once('close', () => {
    clearInterval(timer);
  });
}
