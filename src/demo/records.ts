import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** An RSA private key as a JWK (RFC 7518, 6.3); the public half is `n` and `e`. */
const signingKeySchema = z.object({
  kid: z.string(),
  createdAt: z.string(),
  jwk: z.object({
    kty: z.literal('RSA'),
    n: z.string(),
    e: z.string(),
    d: z.string(),
    p: z.string(),
    q: z.string(),
    dp: z.string(),
    dq: z.string(),
    qi: z.string(),
  }),
});

/** A tool as one platform knows it. */
const clientSchema = z.object({
  clientId: z.string(),
  deploymentId: z.string(),
  name: z.string(),
  loginUri: z.string(),
  targetLinkUri: z.string(),
  deepLinkingUri: z.string().nullable(),
  redirectUris: z.array(z.string()).min(1),
  keySetUrl: z.string(),
  custom: z.record(z.string(), z.string()),
  scopes: z.array(z.string()),
});

/** An activity that was placed in a course by deep linking. */
const linkSchema = z.object({
  id: z.string(),
  courseId: z.string(),
  clientId: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string().nullable(),
  custom: z.record(z.string(), z.string()),
  opensIn: z.enum(['iframe', 'window']),
  addedBy: z.string(),
  addedAt: z.string(),
  /** The ids it had in the courses this one was copied from, newest first. */
  history: z.array(z.string()).default([]),
});

/** A copy of a course: what is its own. Everything else is as in the course it was copied from. */
const copySchema = z.object({
  id: z.string(),
  copyOf: z.string(),
  contextId: z.string(),
  label: z.string(),
  title: z.string(),
  resourceLinkId: z.string(),
});

/** A gradebook column. */
const lineItemSchema = z.object({
  id: z.string(),
  courseId: z.string(),
  clientId: z.string(),
  label: z.string(),
  scoreMaximum: z.number(),
  resourceLinkId: z.string().nullable(),
  resourceId: z.string().nullable(),
  tag: z.string().nullable(),
  startDateTime: z.string().nullable(),
  endDateTime: z.string().nullable(),
  gradesReleased: z.boolean().nullable(),
});

/** The newest score of one person in one column. */
const scoreSchema = z.object({
  lineItemId: z.string(),
  userId: z.string(),
  scoreGiven: z.number().nullable(),
  scoreMaximum: z.number().nullable(),
  comment: z.string().nullable(),
  timestamp: z.string(),
  activityProgress: z.string(),
  gradingProgress: z.string(),
});

const recordsSchema = z.object({
  /** Seals the slips the LMS writes to itself; never leaves it. */
  secret: z.string(),
  /** Oldest first; the last one signs. */
  keys: z.array(signingKeySchema),
  clients: z.array(clientSchema),
  copies: z.array(copySchema).default([]),
  links: z.array(linkSchema),
  lineItems: z.array(lineItemSchema),
  scores: z.array(scoreSchema),
});

/** The whole state file: one set of records for each platform, by slug. */
export const stateSchema = z.object({
  version: z.literal(1),
  platforms: z.record(z.string(), recordsSchema),
});

export type SigningKey = z.infer<typeof signingKeySchema>;
export type Client = z.infer<typeof clientSchema>;
export type CourseCopy = z.infer<typeof copySchema>;
export type Link = z.infer<typeof linkSchema>;
export type LineItem = z.infer<typeof lineItemSchema>;
export type Score = z.infer<typeof scoreSchema>;
export type Records = z.infer<typeof recordsSchema>;
export type State = z.infer<typeof stateSchema>;

/** What a platform knows on its very first day. */
export function newRecords(): Records {
  return {
    secret: randomBytes(32).toString('base64url'),
    keys: [],
    clients: [],
    copies: [],
    links: [],
    lineItems: [],
    scores: [],
  };
}
