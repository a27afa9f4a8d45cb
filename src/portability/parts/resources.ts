import { z } from 'zod';
import type { Transaction } from '../../db/index.ts';
import { inPages, noted, type Leaving, type Page } from '../leaving.ts';
import { Count, Id, Moment } from '../manifest.ts';
import { keeping } from '../refer.ts';
import { Reach } from './reach.ts';
import { captionsLeaving, resourcesLeaving } from './resource-store.ts';

const Words = z.string().min(1).max(40_000);
const guideParts = ['when', 'how', 'example', 'evidence'] as const;
const Guide = z.object({ part: z.enum(guideParts), source: Words });

/** Something that a member shared, as a line of an archive. */
export const Resource = z.object({
  id: Id,
  kind: z.enum(['link', 'file', 'picture', 'audio', 'video']),
  title: z.string().min(1).max(255),
  why: Words,
  guide: z.array(Guide).max(guideParts.length),
  topic: Id.nullable(),
  reach: Reach,
  licence: z.enum(['reserved', 'by', 'by-sa', 'by-nc', 'zero', 'other']),
  licenceWords: z.string().max(500),
  language: z.string().max(8).nullable(),
  source: z.string().max(500),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  file: Id.nullable(),
  giver: Id,
  thanks: Count,
  reviewedBy: Id.nullable(),
  reviewedAt: Moment.nullable(),
  replacedBy: Id.nullable(),
  /** Others that go with it; each pair stands with one of the two. */
  related: z.array(Id).max(1000),
  /** The files that it consisted of, once there was more than one. */
  versions: z
    .array(
      z.object({
        no: z.int().min(1),
        file: Id,
        giver: Id,
        note: z.string().max(2000),
        createdAt: Moment,
      }),
    )
    .max(1000),
  /** The parts of a recording, by when they begin. */
  chapters: z
    .array(z.object({ seconds: z.int().min(0), title: z.string().min(1).max(200) }))
    .max(1000),
  /** What of a recording is meant, where that is not all of the file. */
  cut: z.object({ startMs: z.int().min(0), endMs: z.int().min(1).nullable() }).nullable(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Resource = z.infer<typeof Resource>;

/** A page of resources as lines. */
export async function resourceLines(
  tx: Transaction,
  leaving: Leaving,
  page: Page,
): Promise<Resource[]> {
  const rows = await resourcesLeaving(tx, leaving, page);
  const sources = rows.flatMap(({ whySource, guide }) => [
    whySource,
    ...guide.map(({ source }) => source),
  ]);
  const keep = await keeping(tx, leaving, sources);
  const isKept = (fileId: string) => !leaving.lost.has(fileId);
  return rows.map(({ whySource, topicId, fileId, givenBy, ...row }) => ({
    ...row,
    why: keep(whySource),
    guide: row.guide.map(({ part, source }) => ({ part, source: keep(source) })),
    topic: topicId,
    file: fileId !== null && isKept(fileId) ? fileId : null,
    giver: noted(leaving, givenBy),
    reviewedBy: noted(leaving, row.reviewedBy),
    versions: row.versions
      .filter(({ file }) => isKept(file))
      .map(({ giver, createdAt, ...version }) => ({
        ...version,
        giver: noted(leaving, giver),
        createdAt: new Date(createdAt),
      })),
  }));
}

/** The library. */
export const leaveResources = (leaving: Leaving): AsyncGenerator<Resource[]> =>
  inPages(leaving, (tx, page) => resourceLines(tx, leaving, page));

/** What is said in a recording, in one language. */
export const Captions = z.object({
  id: Id,
  resource: Id,
  language: z.string().max(40),
  webVtt: z.string().max(1_000_000),
  writer: Id,
  updatedAt: Moment,
});
export type Captions = z.infer<typeof Captions>;

/** Captions may be long, so few of them are read at once. */
const captionsAtOnce = 5;

export const leaveCaptions = (leaving: Leaving): AsyncGenerator<Captions[]> =>
  inPages(
    leaving,
    async (tx, page) => {
      const rows = await captionsLeaving(tx, leaving, page);
      return rows.map(({ resourceId, writtenBy, ...row }) => ({
        ...row,
        resource: resourceId,
        writer: noted(leaving, writtenBy),
      }));
    },
    captionsAtOnce,
  );
