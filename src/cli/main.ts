import { leaveWhenNobodyReads } from './closed-pipe.js';
import { runCommandLine } from './program.js';

leaveWhenNobodyReads(process.stdout);
leaveWhenNobodyReads(process.stderr);
void runCommandLine(process.argv.slice(2));
