import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { tinyModel } from '../integration/support/command-line.js';
import { runInHost } from './vscode/run-in-host.js';

/** Calls hosts that are nobody's (RFC 5737, RFC 2606) in the ways that Node has, and one that it may. */
const calling = `import { connect } from 'node:net';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
await Promise.allSettled([
  fetch('http://192.0.2.2/', { signal: AbortSignal.timeout(100) }),
  fetch('http://127.0.0.1:9/'),
  lookup('somebody.invalid'),
]);
connect(443, '192.0.2.3').on('error', () => undefined).destroy();
const socket = createSocket('udp4').on('error', () => undefined);
socket.send('hello', 53, '192.0.2.4', () => socket.close());
${tinyModel()}`;

it('records what the extension host and a training process want to reach', async () => {
  const recorded = await runInHost(
    inject('workbench'),
    path.join(import.meta.dirname, 'suite/calling.ts'),
    { files: { 'calling.multimodal.ts': calling }, recordsConnections: true },
  );
  expect(recorded).toEqual([
    'extension host: connect 192.0.2.1',
    'child: connect 192.0.2.2',
    'child: look up somebody.invalid',
    'child: connect 192.0.2.3',
    'child: send 192.0.2.4',
  ]);
});
