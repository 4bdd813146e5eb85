/**
 * A table as CSV (RFC 4180): numbers to their last digit, undefined ones empty. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it, which spreadsheets take for the mark of a text (ours): names come from model files.
 */
export function csvText(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What begins a formula or a command, with what spreadsheets overlook before it: blanks, controls, full-width signs. */
const formula = /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function cell(value: string | number | null): string {
  if (value === null) {
    return '';
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? String(value) : '';
  }
  const harmless = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
