import { createReadStream } from 'node:fs';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { communityPaths, findHomeCommunityId } from '../communities/index.ts';
import { courseName, coursePaths, instructorOf } from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { bytesPerMb, filesIn, type FileStore } from '../files/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { Broken, remedyOf, type Problem } from './broken.ts';
import { extentSaid } from './extent.ts';
import type { AskForImport } from './import-job.ts';
import {
  findArrivedBefore,
  findImport,
  insertImport,
  updateProgress,
  type ArchiveImport,
} from './import-store.ts';
import { openArchive } from './open-archive.ts';
import { portabilityPaths } from './paths.ts';

/** What bringing an archive stands on. */
export interface Bringing {
  db: Database;
  files: FileStore;
  askForImport: AskForImport;
}

/** Who founds it, and from which course. */
interface Founder {
  courseId: string | null;
  courseName: string | null;
  /** Where they came from. */
  back: string;
}

const CourseQuery = z.object({ course: z.uuid().nullable().catch(null) });

/**
 * Whoever may found a community may found it from an archive: an instructor of a course that has none, or the
 * organization's administrator, for no course.
 *
 * @throws NotFound for everybody else
 */
async function founderIn(
  tx: Transaction,
  session: PersonalSession,
  query: unknown,
): Promise<Founder> {
  const { course: wanted } = CourseQuery.parse(query);
  if (wanted === null) {
    if (!session.isAdministrator) throw new NotFound('No such page');
    return { courseId: null, courseName: null, back: '/admin' };
  }
  const course = await instructorOf(tx, session, wanted);
  if (await findHomeCommunityId(tx, course.id)) throw new NotFound('The course has a community');
  return {
    courseId: course.id,
    courseName: courseName(course),
    back: coursePaths.setUp(course.id),
  };
}

interface Exchange {
  req: Request;
  res: Response;
}

async function showForm(
  { db, files }: Bringing,
  { req, res }: Exchange,
  problem: Problem | null,
): Promise<void> {
  const session = personIn(req);
  const founder = await db.within(session.organizationId, (tx) =>
    founderIn(tx, session, req.query),
  );
  render(req, res, 'portability/bring', {
    ...founder,
    action: portabilityPaths.importsFor(founder.courseId),
    most: files.limits.uploadBytes / bytesPerMb,
    errors: problem ? { files: [`arrival.problem.${problem}`] } : {},
    remedy: problem && remedyOf(problem),
    layout: 'bare',
  });
}

/** `GET /imports/new`: where an archive is brought. */
export function bringForm(bringing: Bringing) {
  return (req: Request, res: Response): Promise<void> => showForm(bringing, { req, res }, null);
}

/** Reads what an archive says of itself, and lays it where it is read later. @throws Broken */
async function takeIn({ files }: Bringing, req: Request) {
  const [file] = filesIn(req).files;
  if (!file) throw new Broken('none');
  if (file.isCut) throw new Broken('large');
  const archive = await openArchive(file.path);
  archive.close();
  const { name: spoolName } = await files.spool.keep(createReadStream(file.path));
  const { manifest, contentBytes } = archive;
  const { id: archiveId, madeAt, community } = manifest;
  const extent = extentSaid(manifest, contentBytes);
  return { spoolName, archiveId, madeAt, name: community.name, extent };
}

/** `POST /imports`: takes an archive in. Nothing is founded before whoever brought it has seen what it is. */
export function bring(bringing: Bringing) {
  const { db } = bringing;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId: begunBy } = session;
    const { courseId } = await db.within(organizationId, (tx) => founderIn(tx, session, req.query));
    try {
      const facts = await takeIn(bringing, req);
      const brought = { organizationId, begunBy, courseId, ...facts };
      const id = await db.within(organizationId, (tx) => insertImport(tx, brought));
      res.redirect(303, portabilityPaths.import(id));
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      res.status(422);
      await showForm(bringing, { req, res }, error.problem);
    }
  };
}

/** @throws NotFound where somebody else brought it */
async function ownImport(
  tx: Transaction,
  session: PersonalSession,
  id: unknown,
): Promise<ArchiveImport> {
  const known = z.uuid().safeParse(id).data;
  const brought = known && (await findImport(tx, known));
  if (!brought || brought.begunBy !== session.personId)
    throw new NotFound('No such archive of theirs');
  return brought;
}

/** `GET /imports/<id>`: what an archive is, how far its founding is, or what is wrong with it. */
export function importPage({ db }: Bringing) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { brought, before } = await db.within(session.organizationId, async (tx) => {
      const found = await ownImport(tx, session, req.params['importId']);
      return { brought: found, before: await findArrivedBefore(tx, found.archiveId) };
    });
    const { id, state, problem, courseId, communityId, extent } = brought;
    render(req, res, 'portability/import', {
      brought,
      extent,
      remedy: problem && remedyOf(problem),
      before: state === 'ready' ? before : null,
      isUnderWay: state === 'waiting' || state === 'checking' || state === 'founding',
      action: portabilityPaths.import(id),
      again: portabilityPaths.bringFor(courseId),
      community: communityId && communityPaths.home(communityId),
      layout: 'bare',
    });
  };
}

/** `POST /imports/<id>`: founds the community, in the background. */
export function beginImport({ db, askForImport }: Bringing) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId } = session;
    const brought = await db.within(organizationId, async (tx) => {
      const found = await ownImport(tx, session, req.params['importId']);
      if (found.state !== 'ready') return found;
      await founderIn(tx, session, { course: found.courseId ?? undefined });
      await updateProgress(tx, found.id, { state: 'waiting', percent: 0 });
      return found;
    });
    if (brought.state === 'ready') await askForImport({ organizationId, importId: brought.id });
    res.redirect(303, portabilityPaths.import(brought.id));
  };
}
