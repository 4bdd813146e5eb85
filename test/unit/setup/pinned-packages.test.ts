import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { bindingPackages, webGpuPackage } from '../../../src/setup/pinned-packages.js';

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string(), integrity: z.string() }).partial(),
  ),
});

test.each([webGpuPackage, bindingPackages['tensorflow-gpu']])(
  '$name is pinned to what this repository is tested with',
  ({ name, version, integrity }) => {
    const file = path.resolve(import.meta.dirname, '../../../package-lock.json');
    const { packages } = lock.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(packages[`node_modules/${name}`]).toEqual({ version, integrity });
  },
);
