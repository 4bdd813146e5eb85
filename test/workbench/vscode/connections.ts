import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The variable that says where processes record what they want to reach. */
export const connectionsVariable = 'MODALITY_LENS_CONNECTIONS';

const recorded = z.object({
  pid: z.int(),
  argv: z.array(z.string()),
  how: z.enum(['begin', 'connect', 'look up', 'send']),
  /** Name or address of the host. */
  target: z.string(),
  stack: z.string(),
});

/** That a process has begun, or wants to reach something that is not loopback. */
export type RecordedConnection = z.infer<typeof recorded>;

/** What has been recorded in a file so far. */
export function readConnections(file: string): RecordedConnection[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => recorded.parse(JSON.parse(line)));
}

/** Who a process of a VS Code is. */
export function whoIs({ argv }: RecordedConnection): 'extension host' | 'child' | 'other' {
  const command = argv.join(' ');
  if (command.includes('--type=extensionHost')) {
    return 'extension host';
  }
  return /dist\/cli\.js\b/.test(command) ? 'child' : 'other';
}

/** Whoever has begun to record, and whatever somebody wanted to reach, in words. */
export function connectionsInWords(connections: readonly RecordedConnection[]): {
  readonly recording: readonly string[];
  readonly strays: readonly string[];
} {
  const begun = connections.filter(({ how }) => how === 'begin').map(whoIs);
  const strays = connections
    .filter(({ how }) => how !== 'begin')
    .map((each) => `${whoIs(each)}: ${each.how} ${each.target} ${each.stack}`);
  return { recording: [...new Set(begun)].sort(), strays };
}
