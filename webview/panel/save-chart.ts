import type { ChartFile } from '../../src/record/chart-file.js';
import type { Host } from '../host.js';
import type { MessageLine } from '../live/message-line.js';

/** Has the editor save a chart, and says on `message` what goes wrong. */
export function saveChart(host: Host, message: MessageLine, file: Promise<ChartFile>): void {
  void message.follow(
    '',
    file.then((made) => host.request({ type: 'saveChart', ...made })),
  );
}
