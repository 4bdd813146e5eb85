import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { cpSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Workbench } from './cached-workbench.js';
import { readConnections, type RecordedConnection } from './connections.js';
import { writeLanguagePack } from './language-pack.js';
import { endProcess, processesWith, type RunningProcess } from './leftovers.js';
import { createProfile, removeProfile, settingsFile, type Profile } from './profile.js';
import { connectionsFile, recordingEnvironment } from './recording.js';
import type { Release } from './releases.js';

/** How a VS Code is started. */
export interface ServerOptions {
  readonly workbench: Workbench;
  /** A VSIX that is installed first. */
  readonly extension?: string;
  /** The folder of extensions that are installed already. */
  readonly extensions?: string;
  /** What the workspace holds: content by name, or the path of a folder that is copied. */
  readonly files?: Record<string, string> | string;
  readonly settings?: Record<string, unknown>;
  /** Whether the workspace is trusted without a question; otherwise it is not. */
  readonly trusted?: boolean;
  /** Lets a suite run inside the extension host. Notifications are off then. */
  readonly forSuite?: boolean;
  /** Whether extension hosts and training processes record what they want to reach beyond loopback. */
  readonly recordsConnections?: boolean;
  /** What its windows speak, as VS Code names it; English by default. */
  readonly language?: string;
  /** Added to the environment of the server, the extension host and the processes that it starts. */
  readonly environment?: Record<string, string>;
}

/** How long a server may take to answer, and its processes to end, milliseconds. */
const patience = { start: 100_000, end: 90_000 };

/** A VS Code that serves its workbench at a loopback address. */
export class Server {
  /** The address that shows the profile's workspace. */
  readonly url: string;
  readonly profile: Profile;
  readonly release: Release;
  readonly #guardian: ChildProcess;
  readonly #port: number;
  #log = '';

  private constructor(profile: Profile, port: number, guardian: ChildProcess, release: Release) {
    this.profile = profile;
    this.release = release;
    this.#port = port;
    this.#guardian = guardian;
    this.url = this.urlOf({ folder: profile.workspace });
    for (const stream of [guardian.stdout, guardian.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#log += chunk.toString('utf8')));
    }
  }

  /**
   * Starts one in a fresh profile; settles when it answers.
   *
   * @throws Error with what the server printed
   */
  static async start(options: ServerOptions): Promise<Server> {
    const profile = createProfile(options.settings ?? {}, options.files ?? {});
    if (options.language !== undefined && options.language !== 'en') {
      writeLanguagePack(profile, options.language);
    }
    if (options.extensions !== undefined) {
      cpSync(options.extensions, profile.extensions, { recursive: true });
    }
    if (options.extension !== undefined) {
      installExtension(options.workbench, profile, options.extension);
    }
    const port = await freePort();
    const server = new Server(
      profile,
      port,
      guarded(options, profile, port),
      options.workbench.release,
    );
    try {
      await server.#answers();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** What the server has printed. */
  get log(): string {
    return this.#log;
  }

  /** Name and port, as remote addresses within VS Code have them. */
  get authority(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** An address of the workbench. */
  urlOf(query: Record<string, string>): string {
    return `http://${this.authority}/?${new URLSearchParams(query).toString()}`;
  }

  /** The address that shows a workspace of several folders, whose file lies in the profile's. */
  urlOfWorkspace(file: string): string {
    return this.urlOf({ workspace: path.join(this.profile.workspace, file) });
  }

  /** Changes settings of the person, from the next load of a window on. */
  async changeSettings(changes: Record<string, unknown>): Promise<void> {
    const file = settingsFile(this.profile);
    const settings = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...settings, ...changes }));
  }

  /** What processes of the server have recorded, where they do. */
  connections(): RecordedConnection[] {
    return readConnections(connectionsFile(this.profile));
  }

  /** The processes that belong to this server: itself, its extension hosts, what these started. */
  processes(): RunningProcess[] {
    return processesWith(`HOME=${this.profile.home}`);
  }

  /**
   * Ends the server and everything that it started, and removes the profile.
   *
   * @returns the processes that had not ended by themselves in time and were killed
   */
  async stop(): Promise<RunningProcess[]> {
    this.#guardian.stdin?.end();
    this.#endExtensionHosts();
    const deadline = Date.now() + patience.end;
    while (this.processes().length > 0 && Date.now() < deadline) {
      await delay(50);
    }
    const left = this.processes();
    for (const { pid } of left) {
      endProcess(pid, 'SIGKILL');
    }
    removeProfile(this.profile);
    return left;
  }

  /** Without their window and their server they would only notice after seconds. */
  #endExtensionHosts(): void {
    for (const { pid, command } of this.processes()) {
      if (command.includes('--type=extensionHost')) {
        endProcess(pid, 'SIGTERM');
      }
    }
  }

  async #answers(): Promise<void> {
    const deadline = Date.now() + patience.start;
    while (Date.now() < deadline && this.#guardian.exitCode === null) {
      const answer = await fetch(`http://${this.authority}/healthz`).catch(() => null);
      if (answer?.ok === true) {
        return;
      }
      await delay(50);
    }
    throw new Error(`VS Code does not answer. It printed:\n${this.#log}`);
  }
}

/**
 * Starts the server beside a shell that waits for its own input to end and then ends the server: so the server goes when
 * the process that started it goes, however that happens.
 */
function guarded(options: ServerOptions, profile: Profile, port: number): ChildProcess {
  const { workbench, trusted = true, forSuite = false } = options;
  const command = [
    ...commandOf(workbench, profile),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...workbench.release.options.always,
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...(forSuite ? workbench.release.options.forSuite : []),
    profile.workspace,
  ];
  return spawn('/bin/sh', ['-c', '"$@" & cat > /dev/null; kill $!; wait', 'sh', ...command], {
    cwd: profile.workspace,
    env: {
      ...environmentOf(profile),
      ...(options.recordsConnections === true ? recordingEnvironment(profile) : {}),
      ...options.environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A Ctrl-C that is meant for this process must not reach it.
    detached: true,
  });
}

/** Installs a VSIX into the profile. Throws what the installer says. */
export function installExtension(workbench: Workbench, profile: Profile, extension: string): void {
  const [node, ...parameters] = commandOf(workbench, profile);
  const { status, stdout, stderr } = spawnSync(
    node,
    [...parameters, '--install-extension', extension],
    { cwd: profile.workspace, env: environmentOf(profile), encoding: 'utf8', timeout: 100_000 },
  );
  if (status !== 0) {
    throw new Error(`${path.basename(extension)} cannot be installed: ${stdout}${stderr}`);
  }
}

function commandOf(workbench: Workbench, profile: Profile): [string, ...string[]] {
  return [
    workbench.node,
    workbench.server,
    ...['--config', path.join(profile.root, 'config.yaml')],
    ...['--extensions-dir', profile.extensions],
    ...['--user-data-dir', profile.data],
  ];
}

/** This process's environment without another VS Code's variables; home and temporary files go into the profile. */
function environmentOf(profile: Profile): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|XDG_|VITEST|npm_)|^(PORT|NODE_OPTIONS|NODE_ENV|TEST|CI)$/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: profile.home,
    TMPDIR: profile.temporary,
    // Nothing answers there: no gallery is asked for anything.
    EXTENSIONS_GALLERY: '{"serviceUrl":"http://127.0.0.1:9/none"}',
  };
}

/**
 * A port that nobody listens at, of those that no system gives to whoever asks for any: between being found here and being
 * taken by the server it is nobody else's.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (await isFree(port)) {
      return port;
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
