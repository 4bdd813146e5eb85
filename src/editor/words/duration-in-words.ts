import * as l10n from '@vscode/l10n';

const second = 1000;
const minute = 60 * second;

/** About how long something takes, as a person says it: `20 s`, `3 min`, `1 h 40 min`. Milliseconds, from 0. */
export function durationInWords(milliseconds: number): string {
  if (milliseconds < 100 * second) {
    const step = milliseconds < 10 * second ? 1 : 5;
    return l10n.t('{0} s', Math.round(milliseconds / second / step) * step);
  }
  if (milliseconds < 100 * minute) {
    return l10n.t('{0} min', Math.round(milliseconds / minute));
  }
  const minutes = Math.round(milliseconds / minute / 5) * 5;
  return minutes % 60 === 0
    ? l10n.t('{0} h', minutes / 60)
    : l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}
