import * as l10n from '@vscode/l10n';
import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Problem } from '../record/problem.js';
import { diskProblem, systemErrorCode } from '../runs/disk-problem.js';

/** What is downloaded, and what it must be. */
export interface Download {
  readonly address: string;
  /** The header by which the server knows who asks; null where it is not told. */
  readonly authorization: string | null;
  /** Subresource Integrity: `sha512-` and the digest in base64. */
  readonly integrity: string;
  /** The most bytes that are taken. */
  readonly most: number;
  /** Path of the file to be written; there is none yet. */
  readonly file: string;
  /** Milliseconds for which nothing may come. */
  readonly patience: number;
  readonly signal: AbortSignal;
  /** Told of the bytes so far, and in all where the server says. */
  readonly onProgress: (received: number, total: number | null) => void;
}

/**
 * Downloads a file whose content is known beforehand.
 *
 * @throws Problem `backend` where the server cannot be reached, refuses, sends nothing for too long, breaks off, or sends
 *   something else; the signal's reason where that aborts. What was written of the file is left to the caller
 */
export async function download(wanted: Download): Promise<void> {
  const standstill = new Standstill(wanted.patience);
  const signal = AbortSignal.any([wanted.signal, standstill.signal]);
  try {
    const { address, authorization } = wanted;
    const headers = authorization === null ? {} : { authorization };
    const response = await fetch(address, { signal, headers });
    const { body } = response;
    if (!response.ok || body === null) {
      throw refused(address, response);
    }
    await receive(
      wanted,
      { total: lengthOf(response), standstill, signal },
      body as ReadableStream,
    );
  } catch (error) {
    wanted.signal.throwIfAborted();
    if (standstill.signal.aborted) {
      throw stalled(wanted);
    }
    throw explained(error, wanted);
  } finally {
    standstill.end();
  }
}

/** What is known and watched while a body comes in. */
interface Reception {
  readonly total: number | null;
  readonly standstill: Standstill;
  readonly signal: AbortSignal;
}

async function receive(
  wanted: Download,
  { total, standstill, signal }: Reception,
  body: ReadableStream,
): Promise<void> {
  const hash = createHash('sha512');
  let received = 0;
  await pipeline(
    Readable.fromWeb(body),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        standstill.restart();
        received += chunk.byteLength;
        if (received > wanted.most) {
          throw somethingElse(
            l10n.t(
              'What {0} sent is not the package: more than {1} bytes. Nothing of it was kept.',
              ...[wanted.address, wanted.most],
            ),
          );
        }
        hash.update(chunk);
        wanted.onProgress(received, total);
        yield chunk;
      }
    },
    createWriteStream(wanted.file, { flags: 'wx' }),
    { signal },
  );
  check(wanted, hash, received);
}

function check({ address, integrity }: Download, hash: Hash, received: number): void {
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) {
    throw somethingElse(
      l10n.t(
        'What {0} sent is not the package: {1} bytes with the checksum {2}. Nothing of it was kept.',
        ...[address, received, found],
      ),
    );
  }
}

/** How long the body is on the disk; null where the server does not say, or packs it for the way. */
function lengthOf({ headers }: Response): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

/** Aborts where {@link restart} is not called for too long. */
class Standstill {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(patience: number) {
    this.#timer = setTimeout(() => {
      this.#controller.abort();
    }, patience);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function refused(address: string, { status, statusText }: Response): Problem {
  return new Problem({
    code: 'backend',
    what:
      status === 401 || status === 403
        ? l10n.t(
            '{0} was refused: {1} {2}. It wants to know who asks.',
            address,
            status,
            statusText,
          )
        : l10n.t('{0} was refused: {1} {2}.', address, status, statusText),
    remedy: l10n.t('Check the address of the registry; another can be set.'),
  });
}

function stalled({ address, patience }: Download): Problem {
  return new Problem({
    code: 'backend',
    what: l10n.t('{0} sent nothing for {1} s.', address, patience / 1000),
    remedy: l10n.t('Check the connection and the proxy, or set another registry; then try again.'),
  });
}

function somethingElse(what: string): Problem {
  return new Problem({
    code: 'backend',
    what,
    remedy: l10n.t('Try again; where it stays so, ask who runs the registry or the proxy.'),
  });
}

/** fetch and streams wrap what happened to the connection: its code is the word that people know. */
function explained(error: unknown, { address, file }: Download): unknown {
  if (error instanceof Problem) {
    return error;
  }
  const onDisk = diskProblem(error, file, 'write the download');
  if (onDisk instanceof Problem) {
    return onDisk;
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = systemErrorCode(cause);
  const words = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    {
      code: 'backend',
      what: l10n.t(
        '{0} could not be downloaded: {1}.',
        address,
        code === null || words.includes(code) ? words : `${words} (${code})`,
      ),
      remedy: l10n.t(
        'Check the connection and the proxy, or set another registry; then try again.',
      ),
    },
    { cause: error },
  );
}
