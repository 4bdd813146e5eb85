/** ISO 8601 without milliseconds; the number itself where it is no time. */
export function date(time: number): string {
  const made = new Date(time);
  return Number.isNaN(made.getTime())
    ? String(time)
    : `${made.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A duration in its two greatest units: `3 h 20 min`, `4 min 10 s`, `12 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  if (hours > 0) {
    return inTwo(`${hours} h`, minutes % 60, 'min');
  }
  return minutes > 0 ? inTwo(`${minutes} min`, seconds % 60, 's') : `${seconds} s`;
}

function inTwo(greater: string, less: number, unit: string): string {
  return less === 0 ? greater : `${greater} ${less} ${unit}`;
}
