import { Router, type Request, type Response } from 'express';
import { memberOf } from '../communities/index.ts';
import { Invalid } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { FileRefused, isPicture } from './file.ts';
import { giveFile, type Giving } from './give-file.ts';
import { markdownOf } from './markdown.ts';
import { filePaths } from './paths.ts';
import { readFile, type Reading } from './read-file.ts';
import { filesIn } from './receive.ts';
import { tellRefused } from './refusal-words.ts';
import { uploadRoutes } from './uploads.ts';

/** `POST /communities/<id>/files`: takes in one file of a member, and answers with the words that stand for it. */
function give(giving: Giving) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { community } = await giving.db.within(organizationId, (tx) =>
      memberOf(tx, session, req.params['communityId']),
    );
    const [received] = filesIn(req).files;
    if (!received) throw new Invalid('No file came');
    try {
      const file = await giveFile(
        giving,
        { organizationId, communityId: community.id, personId },
        received,
      );
      res.status(201).json({ markdown: markdownOf(file), isPicture: isPicture(file) });
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      const told = { name: received.name, limits: giving.files.limits };
      res.status(422).json({ problem: tellRefused({ req, res }, error, told) });
    }
  };
}

/** Giving files, and reading them. */
export function fileRoutes(room: Reading): Router {
  const router = Router();
  router.post(filePaths.give(':communityId'), give(room));
  router.get(filePaths.file(':fileId'), readFile(room));
  router.use(uploadRoutes(room));
  return router;
}
