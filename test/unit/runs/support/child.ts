import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { bundle } from '../../../support/bundle.js';

const folder = mkdtempSync(path.join(tmpdir(), 'modality-lens-children-'));

/** Each script is bundled once: written again, it would be half there for a child that is just reading it. */
const scripts = new Map<string, Promise<string>>();

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function scriptOf(name: string): Promise<string> {
  const script =
    scripts.get(name) ??
    bundle(path.join(import.meta.dirname, '..', 'children', `${name}.ts`), folder);
  scripts.set(name, script);
  return script;
}

/**
 * Starts `children/<name>.ts` as a real process of its own; it is killed when the test ends. Children that are started
 * together begin together: none has said anything before the last of them can be listened to.
 */
export async function startChild(name: string, ...args: string[]): Promise<ChildProcess> {
  const child = fork(await scriptOf(name), args, { execArgv: [], stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The next message of a child. Rejects when it ends first. */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const onExit = (): void => {
    ended.abort(new Error(`The child ended with ${String(child.exitCode ?? child.signalCode)}`));
  };
  child.once('exit', onExit);
  try {
    const [message] = (await once(child, 'message', { signal: ended.signal })) as unknown[];
    return message;
  } finally {
    child.off('exit', onExit);
  }
}

/** Kills a child as a power cut would, and waits until it is gone. */
export async function killChild(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
