import { z } from 'zod';
import type { Language } from './language.js';

const schema = z.object({
  tag: z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i),
  translations: z.record(z.string(), z.string()),
});

/**
 * The language that a document or a message carries.
 *
 * @throws ZodError where it is none
 */
export function readLanguage(candidate: unknown): Language {
  return schema.parse(candidate);
}
