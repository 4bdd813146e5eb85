/**
 * Splits `count` consecutive points into at most `most` buckets whose sizes differ by at most one.
 *
 * @returns for each the place of its first point, and the place after its last
 */
export function bucketBounds(count: number, most: number): [start: number, end: number][] {
  const buckets = Math.min(count, most);
  return Array.from({ length: buckets }, (_, bucket) => [
    Math.floor((bucket * count) / buckets),
    Math.floor(((bucket + 1) * count) / buckets),
  ]);
}
