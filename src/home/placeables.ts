import { z } from 'zod';
import {
  communitiesOf,
  findHomeCommunityId,
  findReader,
  findSuccessor,
  type Community,
} from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { isPersonal, type Session } from '../sessions/index.ts';
import type { Words } from '../web/index.ts';
import { article } from './place-article.ts';
import { collection } from './place-collection.ts';
import { home, homeOfCourse } from './place-home.ts';
import { talk } from './place-talk.ts';
import { thread } from './place-thread.ts';
import type { Found, Look, Offer, Placeable, Shelf } from './placeable.ts';
import type { Target } from './target.ts';

/** Every kind of thing that can be placed in a course, in the order of the picker. */
const placeables: readonly Placeable[] = [home, talk, thread, article, collection];

/** The community, if they may read it; one that is not theirs looks like one that is not there. */
async function readableCommunity(
  tx: Transaction,
  session: Session,
  communityId: string,
): Promise<Community | null> {
  try {
    const { community, reader } = await findReader(tx, session, communityId);
    return reader && community;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

async function communityOfCourse(tx: Transaction, session: Session): Promise<Community | null> {
  if (session.courseId === null) return null;
  const mapped = await findHomeCommunityId(tx, session.courseId);
  return mapped ? readableCommunity(tx, session, mapped.communityId) : null;
}

/** Where the person may look for something to place: the course's own community, then their others. */
export async function shelvesOf(tx: Transaction, session: Session): Promise<Shelf[]> {
  const own = await communityOfCourse(tx, session);
  const theirs = isPersonal(session) ? await communitiesOf(tx, session.personId) : [];
  return [
    { isOfCourse: true, places: own ? [own] : [] },
    { isOfCourse: false, places: theirs.filter(({ id }) => id !== own?.id) },
  ];
}

/** What there is to place on one shelf. */
export async function offersOn(tx: Transaction, shelf: Shelf, look: Look): Promise<Offer[]> {
  const offers: Offer[] = [];
  for (const placeable of placeables) offers.push(...(await placeable.offersOn(tx, shelf, look)));
  return offers;
}

const Id = z.uuid();

/**
 * What a target names, wherever it went when communities were merged; null when it is not there or not theirs
 * to read: nobody learns which.
 */
export async function findPlaced(
  tx: Transaction,
  session: Session,
  { view, communityId, itemId }: Target,
): Promise<Found | null> {
  const placeable = placeables.find((kind) => kind.view === view);
  if (!placeable || communityId === null) return null;
  const ids = [communityId, ...(itemId === null ? [] : [itemId])];
  if (!ids.every((id) => Id.safeParse(id).success)) return null;
  const successor = await findSuccessor(tx, communityId);
  const place = await readableCommunity(tx, session, successor ?? communityId);
  return place && placeable.find(tx, place, itemId);
}

/** What was chosen in the picker, as it is now; null when it is gone meanwhile. */
export async function findOffer(
  tx: Transaction,
  session: Session,
  target: Target,
  say: Words,
): Promise<Offer | null> {
  const isOfCourse = target.view === home.view && target.communityId === null;
  if (isOfCourse) return homeOfCourse(await communityOfCourse(tx, session), say);
  const found = await findPlaced(tx, session, target);
  return found && found.offer(say);
}
