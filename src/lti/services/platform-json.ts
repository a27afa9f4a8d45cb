import type { z } from 'zod';
import { PlatformUnreachable } from '../../errors.ts';

/**
 * Reads what a platform sent as JSON, whatever content type it gave (Moodle calls its tokens HTML).
 *
 * @throws PlatformUnreachable
 */
export function parseAnswer<T>(schema: z.ZodType<T>, text: string, host: string): T {
  const parsed = schema.safeParse(parseJson(text, host));
  if (parsed.success) return parsed.data;
  const message = `${host} did not answer as the specification says`;
  throw new PlatformUnreachable(message, { reason: 'garbled', cause: parsed.error });
}

function parseJson(text: string, host: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes the text, and that may hold a token or people's names.
    throw new PlatformUnreachable(`${host} answered with something other than JSON`, {
      reason: 'garbled',
    });
  }
}
