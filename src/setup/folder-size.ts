import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of all files in a folder and below. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let size = 0;
  for (const entry of entries.filter((each) => each.isFile())) {
    size += (await lstat(path.join(entry.parentPath, entry.name))).size;
  }
  return size;
}
