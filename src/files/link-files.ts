import type { RequestHandler } from 'express';
import { sessionIn, type Session } from '../sessions/index.ts';
import { setShowing } from '../web/index.ts';
import { bytesPerMb } from './file.ts';
import { signFor } from './links.ts';
import { filePaths } from './paths.ts';
import type { FileStore } from './storage.ts';

// Within a tag: what stands between tags has no bare bracket.
const address = /(<(?:img|a) [^<>]*?(?:src|href)=")\/files\/([0-9a-f-]{36})(?=")/g;

// What belongs to files lies a step deeper, as captions do.
const plainAddress = /^\/files\/(?:[a-z]+\/)?([0-9a-f-]{36})$/;

/** What a person wrote keeps the plain address of a file; a page shows one that works for its reader. */
function withLinks(html: string, sign: (fileId: string) => string): string {
  if (!html.includes('"/files/')) return html;
  return html.replaceAll(address, (_, before: string, fileId: string) => before + sign(fileId));
}

export interface Signing {
  key: Uint8Array;
  now: () => Date;
}

/** The address of a file for the time of a visit, or of what else is kept under an id. */
export function signedPath(
  { key, now }: Signing,
  { organizationId, id: sessionId }: Pick<Session, 'organizationId' | 'id'>,
  fileId: string,
  path = filePaths.file(fileId),
): string {
  return filePaths.signed(path, signFor(key, { organizationId, sessionId, fileId }, now()));
}

/** Lets every page show the files that it names, to whoever may see them. */
export function linkFiles({ files, ...signing }: Signing & { files: FileStore }): RequestHandler {
  return (req, res, next) => {
    res.locals['mostMb'] = files.limits.fileBytes / bytesPerMb;
    res.locals['mostUploadMb'] = files.limits.uploadBytes / bytesPerMb;
    const session = sessionIn(req);
    if (session) {
      const sign = (fileId: string, path?: string) => signedPath(signing, session, fileId, path);
      setShowing(res, {
        prose: (html) => withLinks(html, sign),
        address: (path) => path.replace(plainAddress, (plain, id: string) => sign(id, plain)),
      });
    }
    next();
  };
}
