import { z } from 'zod';

/** What a chart can be saved as. */
export const chartFormat = z.enum(['png', 'csv']);
export type ChartFormat = z.infer<typeof chartFormat>;

/** The longest picture and table that are saved, in characters as they are sent. */
const longest = { base64: 2 ** 25, text: 2 ** 26 };

/** A chart as a file, as a page hands it to whoever saves it. */
export const chartFile = z.object({
  /** Name without its ending: fit for any system, and no path. */
  name: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  content: z.discriminatedUnion('format', [
    z.object({ format: z.literal('csv'), text: z.string().max(longest.text) }),
    z.object({ format: z.literal('png'), base64: z.base64().max(longest.base64) }),
  ]),
});
export type ChartFile = z.infer<typeof chartFile>;

/** The name of a chart's file, from any texts: a–z, 0–9 and dashes, at most 100 characters. */
export function chartFileName(...parts: readonly string[]): string {
  const plain = parts
    .join('-')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'chart' : plain;
}
