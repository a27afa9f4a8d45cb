import { z } from 'zod';
import { idPattern } from './id.ts';

/** What tells our archives from others. */
export const format = 'guildhall-community';
/** Goes up when an older program could not read what a newer one writes. */
export const formatVersion = 2;

export const Id = z.string().regex(new RegExp(`^${idPattern}$`));
export const Moment = z.iso.datetime().transform((text) => new Date(text));
export const Count = z.int().min(0).max(100_000);

/** One kind of thing that an archive holds: a file of lines, each of them JSON. */
const PartFacts = z.object({
  name: z.string().max(60),
  lines: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PartFacts = z.infer<typeof PartFacts>;

/** The community itself, as an archive tells of it. */
export const CommunityFacts = z.object({
  id: Id,
  name: z.string().min(1).max(120),
  purpose: z.string().min(1).max(600),
  activities: z.string().max(4000),
  contributions: z.string().max(4000),
  conduct: z.string().max(4000),
  rhythm: z.string().max(1000),
  listing: z.enum(['listed', 'hidden']),
  joining: z.enum(['open', 'request', 'invitation']),
  reading: z.enum(['members', 'organization']),
  anonymity: z.enum(['off', 'peers']),
  warns: z.enum(['off', 'on']),
  warnedWords: z.array(z.string().max(60)).max(200),
  replyDays: z.int().min(1).max(20),
  questionsFromOutside: z.enum(['welcome', 'off']).default('welcome'),
  topics: z.array(z.object({ id: Id, name: z.string().min(1).max(60) })).max(100),
  createdAt: Moment,
});
export type CommunityFacts = z.infer<typeof CommunityFacts>;

/** `guildhall.json`: what an archive is, and what must be in it. */
export const Manifest = z.object({
  format: z.literal(format),
  version: z.int().min(1).max(formatVersion),
  id: Id,
  madeAt: Moment,
  community: CommunityFacts,
  parts: z.array(PartFacts).max(50),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestPath = 'guildhall.json';
