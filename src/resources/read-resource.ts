import type { Request, Response } from 'express';
import type { Database, Transaction } from '../db/index.ts';
import { mayAskFromOutside, questionPath, reachShown } from '../reach/index.ts';
import { signedIn } from '../sessions/index.ts';
import { toldOf } from '../stories/index.ts';
import { whyUnread } from '../texts/index.ts';
import { languageOf, render } from '../web/index.ts';
import { collectionPaths } from './collection-paths.ts';
import { collectionsHolding, collectionsToFill } from './collection-store.ts';
import { contentOf } from './content.ts';
import { guideOf } from './guide-store.ts';
import { resourcePaths } from './paths.ts';
import { readerAt } from './place.ts';
import { openedResource, contentMark } from './reach.ts';
import { playerOf, watcherOf } from './recording.ts';
import { relatedTo, replacedBy, type Neighbour } from './relation-store.ts';
import type { FindRemarks } from './remarks.ts';
import { isForEverybody, isGiver, looksAfter, mayStand, type Resource } from './resource.ts';
import { versionsOf } from './version-store.ts';
import { communityPaths, may, type Member, type Reader } from '../communities/index.ts';

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
    mayReview: may(reader.role, 'moderate'),
    mayRelate: isMember(reader) && looksAfter(resource, reader),
    mayStand: isMember(reader) && mayStand(resource, reader),
    isHeldBack: !isShown && resource.stoodBy !== resource.giverId,
  };
}

/** The collections it stands in, and those that this reader may put it into. */
async function collectionsAround(tx: Transaction, { reader, id }: { reader: Reader; id: string }) {
  const { id: communityId } = reader.community;
  const madeBy = may(reader.role, 'moderate') ? null : reader.personId;
  const [holding, fillable] = await Promise.all([
    collectionsHolding(tx, id),
    isMember(reader) ? collectionsToFill(tx, { communityId, madeBy, resourceId: id }) : [],
  ]);
  return {
    holding: holding.map((each) => ({
      ...each,
      path: collectionPaths.collection(communityId, each.id),
    })),
    fillable,
  };
}

/** What stands with it on its page: what it says of its use, what goes with it, and how it went in practice. */
async function aroundIt(
  tx: Transaction,
  { reader, resource }: { reader: Reader; resource: Resource },
) {
  const { id, successor } = resource;
  const { opened, sight } = openedResource(reader, resource);
  const communityId = reader.community.id;
  const withPath = (each: Neighbour) => ({
    ...each,
    path: resourcePaths.resource(communityId, each.id),
  });
  const [guide, unread, versions, collections, related, replaced, practice, reach] =
    await Promise.all([
      guideOf(tx, id),
      resource.file && looksAfter(resource, reader) ? whyUnread(tx, resource.file.id) : null,
      versionsOf(tx, id),
      collectionsAround(tx, { reader, id }),
      relatedTo(tx, id),
      replacedBy(tx, id),
      toldOf(tx, reader, { kind: 'resource', id }),
      reachShown(tx, opened, sight),
    ]);
  return {
    guide,
    unread,
    versionCount: versions.length,
    ...collections,
    related: related.map(withPath),
    replaced: replaced.map(withPath),
    successorPath: successor && resourcePaths.resource(communityId, successor.id),
    practice,
    reach,
  };
}

/** `GET …/library/<resource>`: what it is, who gave it, and what may be done with it. */
export function readResource({ db, findRemarks }: { db: Database; findRemarks: FindRemarks }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const spoken = languageOf(req, res);
    const { organizationId } = session;
    const { player, ...place } = await db.within(organizationId, async (tx) => {
      const found = await readerAt(tx, session, req.params);
      const asked = { asked: req.query, language: spoken };
      return {
        ...found,
        player: await playerOf(
          tx,
          { watcher: watcherOf(found.reader, found.resource), resource: found.resource },
          asked,
        ),
      };
    });
    const around = await db.askWithin(organizationId, (tx) => aroundIt(tx, place));
    const { reader, resource } = place;
    const remarks = await findRemarks({ req, res }, { reader, resource });
    const { id } = reader.community;
    render(req, res, 'resources/show', {
      section: 'library',
      reader,
      resource,
      ...contentOf(resource, { player, spoken }),
      ...around,
      remarks,
      ...deedsOf(resource, reader),
      isShown: resource.standing === 'shown',
      isChangedSinceReview:
        resource.reviewedAt !== null && resource.updatedAt > resource.reviewedAt,
      isChanged: resource.updatedAt.getTime() > resource.createdAt.getTime(),
      isDead: resource.preview?.state === 'dead' && looksAfter(resource, reader),
      library: resourcePaths.library(id),
      reachPath: resourcePaths.reach(id, resource.id),
      secondPairPath: may(reader.role, 'lead') && communityPaths.roles(id),
      seen: contentMark(resource),
      asking:
        isForEverybody(resource) &&
        mayAskFromOutside(session, reader.community, reader) &&
        questionPath({ kind: 'resource', id: resource.id }),
      edit: resourcePaths.edit(id, resource.id),
      standing: resourcePaths.standing(id, resource.id),
      review: resourcePaths.review(id, resource.id),
      versions: resource.file && resourcePaths.versions(id, resource.id),
      collect: resourcePaths.collections(id, resource.id),
      relations: resourcePaths.relations(id, resource.id),
      thanks: resourcePaths.thanks(id, resource.id),
    });
  };
}
