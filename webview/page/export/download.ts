import type { ChartFile } from '../../../src/record/chart-file.js';

/** Has the browser save a file, as it saves any download. */
export function download({ name, content }: ChartFile): void {
  const blob =
    content.format === 'csv'
      ? new Blob([content.text], { type: 'text/csv;charset=utf-8' })
      : new Blob([Uint8Array.from(atob(content.base64), (sign) => sign.charCodeAt(0))], {
          type: 'image/png',
        });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${content.format}`;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
