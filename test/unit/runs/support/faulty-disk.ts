import type * as files from 'node:fs/promises';

type Files = typeof files;

/** Whether and how the disk fails. Every call that changes it counts as one operation. */
export const disk = {
  /** Number of the operation, from 1, at which it begins to fail. */
  failsAt: Infinity,
  /** `crash`: nothing gets to the disk any more, as if the process had been killed. `full`: nothing more can be written. */
  fault: 'crash' as 'crash' | 'full',
  operations: 0,
  /** Makes the disk sound, or lets it fail as said, counting anew. */
  set(fault: 'crash' | 'full', failsAt = Infinity): void {
    Object.assign(disk, { fault, failsAt, operations: 0 });
  },
};

/** `node:fs/promises` on the faulty disk; a write that fails leaves half of what it should have written. */
export function onFaultyDisk(original: Files): Files {
  return {
    ...original,
    mkdir: writing(original.mkdir, () => undefined) as Files['mkdir'],
    writeFile: writing(original.writeFile, (file, content, options) =>
      original.writeFile(file, half(content as string | Uint8Array), options),
    ),
    rename: changing(original.rename),
    rm: changing(original.rm),
    open: async (...args: Parameters<Files['open']>) => {
      const handle = await original.open(...args);
      const write = handle.write.bind(handle) as (...parts: unknown[]) => Promise<unknown>;
      handle.write = writing(write, (bytes, offset, _, position) => {
        const part = bytes as Uint8Array;
        const torn = Math.floor((part.byteLength - Number(offset)) / 2) - 3;
        return write(part, offset, torn, position);
      }) as typeof handle.write;
      handle.sync = changing(handle.sync.bind(handle));
      handle.truncate = changing(handle.truncate.bind(handle));
      return handle;
    },
  };
}

function fails(): boolean {
  disk.operations += 1;
  return disk.operations >= disk.failsAt;
}

function failure(): Error {
  const code = disk.fault === 'crash' ? 'EIO' : 'ENOSPC';
  return Object.assign(new Error(`${code}: the disk fails`), { code, syscall: 'test' });
}

/** `call`, on a disk that may have crashed. */
function changing<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    if (fails() && disk.fault === 'crash') {
      throw failure();
    }
    return call(...args);
  };
}

/** `call`, on a disk that may have crashed or be full; `tear` does it by half, for the first that fails in a crash. */
function writing<Args extends unknown[], Result>(
  call: (...args: Args) => Promise<Result>,
  tear: (...args: Args) => unknown,
) {
  return async (...args: Args): Promise<Result> => {
    if (!fails()) {
      return call(...args);
    }
    if (disk.fault === 'full' || disk.operations === disk.failsAt) {
      await tear(...args);
    }
    throw failure();
  };
}

function half(content: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(content as Uint8Array);
  return bytes.subarray(0, Math.floor(bytes.byteLength / 2));
}
