import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

export { tinyModel } from './tiny-model.js';

/** The built command line. */
export const script = path.resolve(import.meta.dirname, '../../../dist/cli.js');

/** What a command printed, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that goes on, and how it is going to end. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A folder of its own for one test file, removed afterwards, with the command line started in it. */
export class Workplace {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async create(): Promise<Workplace> {
    const workplace = new Workplace(await mkdtemp(path.join(tmpdir(), 'modality-lens-cli-')));
    afterAll(() => rm(workplace.directory, { recursive: true, force: true }));
    return workplace;
  }

  /** Absolute path of a file in the folder. */
  path(...names: string[]): string {
    return path.join(this.directory, ...names);
  }

  /** Writes a file and returns its name. */
  async write(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.path(name), content);
    return name;
  }

  /** Starts the command line in a process group of its own, so that a signal can reach all of it as Ctrl-C does. */
  start(...parameters: string[]): Started {
    return this.startProgram(process.execPath, script, ...parameters);
  }

  /** Starts any program as {@link start} does the command line. */
  startProgram(program: string, ...parameters: string[]): Started {
    const child = spawn(program, parameters, {
      cwd: this.directory,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code) => {
        resolve({ code, stdout, stderr });
      });
    });
    return { child, ended };
  }

  /** Runs the command line to its end. */
  run(...parameters: string[]): Promise<Ended> {
    return this.start(...parameters).ended;
  }

  /** Trains into a runs folder of its own and returns the run directory. */
  async train(modelFile: string, ...parameters: string[]): Promise<TrainingResult> {
    const { code, stdout, stderr } = await this.run('train', modelFile, '--json', ...parameters);
    if (stdout === '') {
      throw new Error(`train ended with ${String(code)}: ${stderr}`);
    }
    return JSON.parse(stdout) as TrainingResult;
  }

  /** The run directories below a folder, the default one unless given; none where there is no such folder. */
  async runs(folder = path.join('.modality-lens', 'runs')): Promise<string[]> {
    const names = await readdir(this.path(folder)).catch(() => []);
    return names.map((name) => this.path(folder, name));
  }
}

/** The part of `train --json` that tests look at. */
export interface TrainingResult {
  readonly run: string;
  readonly state: string;
  readonly steps: number;
  /** Time spent measuring utilization, and all of the run's, milliseconds. */
  readonly measuring: number;
  readonly elapsed: number;
  readonly validation: object | null;
}
