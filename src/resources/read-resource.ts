import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { filePaths, kindWord } from '../files/index.ts';
import { signedIn } from '../sessions/index.ts';
import { toldOf } from '../stories/index.ts';
import { languageOf, render } from '../web/index.ts';
import { languageNames } from './language-names.ts';
import { resourcePaths } from './paths.ts';
import { readerAt } from './place.ts';
import { isGiver, looksAfter, mayStand, type Resource } from './resource.ts';
import type { Member, Reader } from '../communities/index.ts';

function isMember(reader: Reader): reader is Member {
  return reader.role !== 'visitor';
}

/** What this reader can do with it. */
function deedsOf(resource: Resource, reader: Reader) {
  const isTheirs = isGiver(resource, reader);
  const isShown = resource.standing === 'shown';
  return {
    mayEdit: isTheirs && isMember(reader),
    mayThank: isShown && isMember(reader) && !isTheirs,
    mayStand: isMember(reader) && mayStand(resource, reader),
    isHeldBack: !isShown && resource.stoodBy !== resource.giverId,
  };
}

/** `GET …/library/<resource>`: what it is, who gave it, and what may be done with it. */
export function readResource(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { reader, resource, practice } = await db.within(session.organizationId, async (tx) => {
      const place = await readerAt(tx, session, req.params);
      const holder = { kind: 'resource', id: place.resource.id } as const;
      return { ...place, practice: await toldOf(tx, place.reader, holder) };
    });
    const { id } = reader.community;
    const { file, language, url, preview } = resource;
    render(req, res, 'resources/show', {
      section: 'library',
      reader,
      resource,
      practice,
      ...deedsOf(resource, reader),
      isShown: resource.standing === 'shown',
      isChanged: resource.updatedAt.getTime() > resource.createdAt.getTime(),
      picture: preview?.pictureId && filePaths.file(preview.pictureId),
      isDead: preview?.state === 'dead' && looksAfter(resource, reader),
      host: url && new URL(url).host,
      file: file && { ...file, path: filePaths.file(file.id), kind: kindWord(file.mediaType) },
      languages: language ? languageNames(languageOf(req, res), [language]) : [],
      library: resourcePaths.library(id),
      edit: resourcePaths.edit(id, resource.id),
      standing: resourcePaths.standing(id, resource.id),
      thanks: resourcePaths.thanks(id, resource.id),
    });
  };
}
