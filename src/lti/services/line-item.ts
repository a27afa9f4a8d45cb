import { z } from 'zod';
import { sameHostUrl } from './pages.ts';

/** A column of the gradebook. */
export interface LineItem {
  /** Its URL, which names it everywhere. */
  id: string;
  label: string;
  scoreMaximum: number;
  /** What it stands for among our things. */
  resourceId: string | null;
  tag: string | null;
  resourceLinkId: string | null;
}

const words = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null)
  .transform((value) => value || null);

const lineItem = z.object({
  id: z.string(),
  label: z.string().catch(''),
  scoreMaximum: z.coerce.number().nonnegative().transform(roundedPoints),
  resourceId: words,
  tag: words,
  resourceLinkId: words,
});

/** The item, or null for what is none, or would have us take our token to another host. */
export function readLineItem(entry: unknown, listedAt: string): LineItem | null {
  const read = lineItem.safeParse(entry).data;
  const id = read === undefined ? null : sameHostUrl(read.id, listedAt);
  return read === undefined || id === null ? null : { ...read, id };
}

/** A whole number stays one; what arithmetic left behind the sixth decimal (52.799999999999997) goes. */
export function roundedPoints(points: number): number {
  return Math.round(points * 1e6) / 1e6;
}
