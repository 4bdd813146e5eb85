import path from 'node:path';

/** Whether two absolute paths name one file. */
export function isSamePath(one: string, other: string): boolean {
  const [first, second] = [one, other].map((each) => path.normalize(each));
  return process.platform === 'win32'
    ? first?.toLowerCase() === second?.toLowerCase()
    : first === second;
}
