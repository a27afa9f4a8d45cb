import { z } from 'zod';
import { placeAfter } from '../web/index.ts';

/** What people tell apart in the library of the organization. */
export const sharedKinds = [
  'article',
  'collection',
  'link',
  'file',
  'picture',
  'recording',
] as const;
export type SharedKind = (typeof sharedKinds)[number];

export const sharedOrders = ['newest', 'useful'] as const;

/** Which part of it, in which order; nonsense reads as all of it, the newest first. */
export const SharedQuery = z.object({
  kind: z.enum(sharedKinds).nullable().catch(null),
  topic: z.string().min(1).max(200).nullable().catch(null),
  order: z.enum(sharedOrders).catch('newest'),
  after: placeAfter,
});
export type SharedQuery = z.infer<typeof SharedQuery>;
