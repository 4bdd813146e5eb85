import { bundle } from '../worker/bundle.js';
import { TrainingProcess } from '../worker/client.js';
import type { InspectionRequest, InspectionResult } from '../worker/protocol.js';

/**
 * Measures conditional utilization in a child, one request after the other, and ends the child.
 *
 * @returns one result a request, in their order
 * @throws Problem as the child reports it
 */
export async function inspectRun(
  requests: readonly InspectionRequest[],
): Promise<InspectionResult[]> {
  const child = new TrainingProcess({ script: bundle });
  try {
    const results: InspectionResult[] = [];
    for (const request of requests) {
      results.push(await child.inspect(request));
    }
    return results;
  } finally {
    await child.stop();
  }
}
