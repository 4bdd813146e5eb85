import type { Workbench } from './cached-workbench.js';
import { Server } from './server.js';

/** Starts a VS Code, prints the home folder of its processes, and does nothing more. */
async function main(): Promise<void> {
  const workbench = JSON.parse(process.argv[2]) as Workbench;
  const { profile } = await Server.start({ workbench });
  console.log(profile.home);
  setInterval(() => undefined, 1_000);
}

void main();
