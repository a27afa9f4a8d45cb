import { Router } from 'express';
import { takeFiles, type FileStore } from '../files/index.ts';
import { makeRemark, type Making } from './make-remark.ts';
import { remarkPaths } from './paths.ts';

/** Saying something of what members share. */
export function remarkRoutes({ files, ...making }: Making & { files: FileStore }): Router {
  const router = Router();
  const path = remarkPaths.remarks(':communityId', ':resourceId');
  router.post(path, takeFiles({ db: making.db, files }), makeRemark(making));
  return router;
}
