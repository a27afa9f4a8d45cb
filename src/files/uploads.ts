import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { memberOf } from '../communities/index.ts';
import { personIn } from '../sessions/index.ts';
import { logOf, wordsFor } from '../web/index.ts';
import { bytesPerMb, FileRefused, isPicture, type Giver, type Refusal } from './file.ts';
import { finishUpload } from './finish-upload.ts';
import { checkRoom } from './give-file.ts';
import { markdownOf } from './markdown.ts';
import { forParts, ownUpload, sinceIn, type Uploading } from './own-upload.ts';
import { nameToShow } from './name.ts';
import { filePaths } from './paths.ts';
import { refusalWords, tellRefused } from './refusal-words.ts';
import type { Wish } from './tus.ts';
import { findSameUpload, insertUpload, promised, uploadLimitMs } from './upload-store.ts';

/** How many of one person may be under way. */
const mostUnfinished = 10;

type Exchange = { req: Request; res: Response };

/** Who gives it, if they take part in the community. @throws NotFound */
async function giverIn({ db }: Uploading, req: Request): Promise<Giver> {
  const session = personIn(req);
  const { organizationId, personId } = session;
  const { community } = await db.within(organizationId, (tx) =>
    memberOf(tx, session, req.params['communityId']),
  );
  return { organizationId, communityId: community.id, personId };
}

const Changed = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0);
const Size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0);

/** Said with each part of a recording: a page that was left tells nothing any more. */
const Recorded = z.coerce.number().int().min(0).max(86_400_000).nullable().catch(null);

function wishOf({ name, changed, sizeBytes }: Wish) {
  return {
    name: nameToShow(name ?? ''),
    changedAtMs: Changed.parse(changed),
    sizeBytes: sizeBytes === undefined ? null : Size.parse(sizeBytes),
  };
}

/** So much room has to be there for a recording to begin, which may become larger or smaller. */
const recordingBytes = 64 * bytesPerMb;

/** Keeps what is wished for, if there is room for all that is promised. @throws FileRefused */
async function begin(
  room: Uploading,
  giver: Giver,
  upload: { id: string } & ReturnType<typeof wishOf>,
) {
  const { sizeBytes } = upload;
  const { limits } = room.files;
  if (sizeBytes === 0) throw new FileRefused('empty');
  if (sizeBytes !== null && sizeBytes > limits.uploadBytes) throw new FileRefused('large');
  await room.db.within(giver.organizationId, async (tx) => {
    const awaited = await promised(tx, { ...giver, since: sinceIn(room) });
    if (awaited.own >= mostUnfinished) throw new FileRefused('unfinished');
    const weighed = { sizeBytes: sizeBytes ?? recordingBytes, limits, awaited };
    await checkRoom(tx, giver.communityId, weighed);
    await insertUpload(tx, { ...giver, ...upload });
  });
}

/** `POST`, `HEAD`, `PATCH` and `DELETE` as [tus](https://tus.io/protocols/resumable-upload) lays them down. */
function speakTus(room: Uploading) {
  return async (req: Request, res: Response): Promise<void> => {
    const giver = await giverIn(room, req);
    const { organizationId, communityId } = giver;
    const { uploadId } = z.object({ uploadId: z.string().optional() }).parse(req.params);
    const upload = uploadId === undefined ? null : await ownUpload(room, giver, uploadId);
    const { answerTus, NotBegun } = await import('./tus.ts');
    const words = (refusal: Refusal, name: string) =>
      refusalWords(wordsFor(req, res), refusal, { name, limits: forParts(room).files.limits });
    let begun = uploadId;
    await answerTus({
      db: room.db,
      spool: room.files.spool,
      req,
      res,
      organizationId,
      upload,
      log: logOf(res),
      path: filePaths.uploads(communityId),
      limitMs: uploadLimitMs,
      mostBytes: room.files.limits.uploadBytes,
      recordedMs: Recorded.parse(req.get('upload-recorded-ms')),
      findAgain: () => ownUpload(room, giver, begun),
      begin: async (id, asked) => {
        const wish = wishOf(asked);
        begun = id;
        await begin(room, giver, { id, ...wish }).catch((error: unknown) => {
          if (!(error instanceof FileRefused)) throw error;
          throw new NotBegun(error.refusal === 'large' ? 413 : 422, {
            problem: words(error.refusal, wish.name),
          });
        });
      },
    });
  };
}

const Sought = z.object({
  name: z.string().max(1000).catch(''),
  size: Size,
  changed: Changed,
});

/** `GET`: whether the same file is under way already, so that a page that was left may go on with it. */
function findSame(room: Uploading) {
  return async (req: Request, res: Response): Promise<void> => {
    const giver = await giverIn(room, req);
    const { name, size: sizeBytes, changed: changedAtMs } = Sought.parse(req.query);
    const whose = { ...giver, since: sinceIn(room) };
    const sought = { name: nameToShow(name), sizeBytes, changedAtMs };
    const found = await room.db.within(giver.organizationId, (tx) =>
      findSameUpload(tx, whose, sought),
    );
    res.json(
      found
        ? { path: filePaths.upload(giver.communityId, found.id), arrived: found.arrivedBytes }
        : {},
    );
  };
}

async function answerFinished(room: Uploading, exchange: Exchange, giver: Giver): Promise<void> {
  const { req, res } = exchange;
  const upload = await ownUpload(room, giver, z.string().parse(req.params['uploadId']));
  const giving = forParts(room);
  try {
    const file = await finishUpload(giving, giver, upload);
    const answer = { id: file.id, name: file.name, markdown: markdownOf(file) };
    res.status(201).json({ ...answer, isPicture: isPicture(file) });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const told = { name: upload.name, limits: giving.files.limits };
    res.status(422).json({ problem: tellRefused(exchange, error, told) });
  }
}

/** Uploads that survive a cut line: begun, brought part by part, and made into files. */
export function uploadRoutes(room: Uploading): Router {
  const router = Router();
  const all = filePaths.uploads(':communityId');
  const one = filePaths.upload(':communityId', ':uploadId');
  router.post(all, speakTus(room));
  router.get(all, findSame(room));
  router.head(one, speakTus(room));
  router.patch(one, speakTus(room));
  router.delete(one, speakTus(room));
  router.post(filePaths.uploaded(':communityId', ':uploadId'), async (req, res) =>
    answerFinished(room, { req, res }, await giverIn(room, req)),
  );
  return router;
}
