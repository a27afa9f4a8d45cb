import type { RequestHandler } from 'express';
import { sessionIn, type Session } from '../sessions/index.ts';
import { setProse } from '../web/index.ts';
import { signFor } from './links.ts';
import { filePaths } from './paths.ts';

// Within a tag: what stands between tags has no bare bracket.
const address = /(<(?:img|a) [^<>]*?(?:src|href)=")\/files\/([0-9a-f-]{36})(?=")/g;

/** What a person wrote keeps the plain address of a file; a page shows one that works for its reader. */
function withLinks(html: string, sign: (fileId: string) => string): string {
  if (!html.includes('"/files/')) return html;
  return html.replaceAll(address, (_, before: string, fileId: string) => before + sign(fileId));
}

export interface Signing {
  key: Uint8Array;
  now: () => Date;
}

/** The address of a file for the time of a visit. */
export function signedPath(
  { key, now }: Signing,
  { organizationId, id: sessionId }: Pick<Session, 'organizationId' | 'id'>,
  fileId: string,
): string {
  return filePaths.signed(fileId, signFor(key, { organizationId, sessionId, fileId }, now()));
}

/** Lets every page show the files that it names, to whoever may see them. */
export function linkFiles(signing: Signing): RequestHandler {
  return (req, res, next) => {
    const session = sessionIn(req);
    if (session) setProse(res, (html) => withLinks(html, (id) => signedPath(signing, session, id)));
    next();
  };
}
