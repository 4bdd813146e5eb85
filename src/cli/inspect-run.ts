import { bundle } from '../worker/bundle.js';
import { TrainingProcess } from '../worker/client.js';
import type { InspectionResult } from '../record/inspection.js';
import type { InspectionRequest } from '../worker/protocol.js';

/**
 * Measures conditional utilization in a child, one request after the other, and ends the child.
 *
 * @param onBegin told of each request, by its index, before it is measured
 * @returns one result a request, in their order
 * @throws Problem as the child reports it
 */
export async function inspectRun(
  requests: readonly InspectionRequest[],
  onBegin: (index: number) => void = () => undefined,
): Promise<InspectionResult[]> {
  const child = new TrainingProcess({ script: bundle });
  try {
    const results: InspectionResult[] = [];
    for (const [index, request] of requests.entries()) {
      onBegin(index);
      results.push(await child.inspect(request));
    }
    return results;
  } finally {
    await child.stop();
  }
}
