import { z } from 'zod';

/** The last row that was shown of a list ordered by some key, and by id among equals. */
export interface Place {
  key: string;
  id: string;
}

/** A place as an address carries it. */
export function placeText({ key, id }: Place): string {
  return `${key}_${id}`;
}

const idLength = 36;

/** Where a list goes on; nonsense reads as the beginning. */
export const placeAfter = z
  .string()
  .transform((text): Place => ({
    key: text.slice(0, -idLength - 1).replaceAll('\0', ''),
    id: text.slice(-idLength),
  }))
  .refine(({ id }) => z.uuid().safeParse(id).success)
  .nullable()
  .catch(null);
