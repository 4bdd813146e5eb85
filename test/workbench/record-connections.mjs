/**
 * Preloaded into processes of a VS Code under test: writes into the file that MODALITY_LENS_CONNECTIONS names, a line of JSON
 * each, that the process has begun, and whatever it wants to reach over a network, where that is not loopback.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import process from 'node:process';

const file = process.env.MODALITY_LENS_CONNECTIONS;

function record(how, target) {
  const { pid, argv } = process;
  const { stack } = new Error();
  appendFileSync(file, `${JSON.stringify({ pid, argv, how, target, stack })}\n`);
}

function isLoopback(host) {
  const name = String(host).replace(/^\[|\]$/g, '');
  return /^(localhost|::1|(::ffff:)?127\.\d+\.\d+\.\d+|0\.0\.0\.0|::)$/i.test(name);
}

/** Replaces a method by one that first tells `look` what it is given. */
function watch(owner, name, look) {
  const original = owner[name];
  owner[name] = function (...given) {
    look(...given);
    return original.apply(this, given);
  };
}

function recordUnlessLoopback(how, host) {
  if (host !== undefined && host !== null && !isLoopback(host)) {
    record(how, String(host));
  }
}

// Every socket of net, tls, http and fetch is connected here. Node itself gives what it has put in order as an array.
watch(net.Socket.prototype, 'connect', (first, second) => {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'object' && options !== null) {
    recordUnlessLoopback('connect', options.path === undefined ? options.host : undefined);
  } else if (Number.isInteger(Number(options)) && typeof second === 'string') {
    recordUnlessLoopback('connect', second);
  }
});
watch(dgram.Socket.prototype, 'connect', (port, address) => {
  recordUnlessLoopback('send', typeof address === 'string' ? address : undefined);
});
watch(dgram.Socket.prototype, 'send', (...given) => {
  recordUnlessLoopback(
    'send',
    given.slice(1).find((each) => typeof each === 'string'),
  );
});
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  const names = new Set([
    ...Object.getOwnPropertyNames(owner),
    ...Object.getOwnPropertyNames(Object.getPrototypeOf(owner)),
  ]);
  for (const name of names) {
    if (/^(lookup|lookupService|resolve\w*|reverse)$/.test(name)) {
      watch(owner, name, (host) => {
        // To "look up" a literal address asks nobody; some releases of Node do so before they send.
        recordUnlessLoopback('look up', net.isIP(String(host)) === 0 ? host : undefined);
      });
    }
  }
}
// VS Code and the extension both keep variables that change how Node starts from the processes that they fork.
const { fork } = childProcess;
childProcess.fork = (modulePath, ...further) => {
  const [parameters, options] = Array.isArray(further[0]) ? further : [[], further[0]];
  const execArgv = [`--import=${import.meta.url}`, ...(options?.execArgv ?? process.execArgv)];
  return fork(modulePath, parameters, { ...options, execArgv });
};
syncBuiltinESMExports();
record('begin', '');
