import type { Request, Response } from 'express';
import { recordBy } from '../activity/index.ts';
import { facilitatorOf, findMemberWhoMay, fold, membersLike } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { mayPlace } from './article.ts';
import { PeopleForm, PeopleQuery } from './forms.ts';
import { deleteOwner, insertOwner, ownersOf } from './owner-store.ts';
import { knowledgePaths } from './paths.ts';
import { memberAt, type AtArticle } from './place.ts';
import { deleteReviewer, insertReviewer, reviewersOf } from './reviewer-store.ts';

const mostFound = 8;
const leastTyped = 2;

/** Members by a part of their names, but for those who are there already. */
async function peopleLike(
  tx: Transaction,
  communityId: string,
  { words, known }: { words: string; known: readonly { personId: string }[] },
) {
  const letters = fold(words);
  if (letters.length < leastTyped) return [];
  const found = await membersLike(tx, communityId, { letters, limit: mostFound + known.length });
  return found
    .filter(({ id }) => !known.some(({ personId }) => personId === id))
    .slice(0, mostFound);
}

/** @throws NotFound when they do not belong */
async function checkBelongs(tx: Transaction, communityId: string, personId: string): Promise<void> {
  const member = await findMemberWhoMay(tx, { personId, communityId, power: 'takePart' });
  if (!member) throw new NotFound('No such member');
}

/** @throws Forbidden when it is not theirs to say who looks after it */
function checkMayName({ member, article }: AtArticle): void {
  if (!mayPlace(article, member)) throw new Forbidden('Not theirs to name anybody');
}

/** `GET …/knowledge/<article>/owners`: who looks after it, and who could. */
export function ownersPage({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { words } = PeopleQuery.parse(req.query);
    const page = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      checkMayName(place);
      const people = await ownersOf(tx, place.article);
      const { id } = place.member.community;
      return { ...place, people, found: await peopleLike(tx, id, { words, known: people }) };
    });
    const { member, article } = page;
    const { id } = member.community;
    render(req, res, 'knowledge/owners', {
      section: 'knowledge',
      reader: member,
      ...page,
      words,
      action: knowledgePaths.owners(id, article.id),
      back: knowledgePaths.article(id, article.id),
    });
  };
}

/** `POST …/knowledge/<article>/owners`: has a member look after it, or no more. */
export function nameOwner({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { wish, person: personId } = bodyOf(req, PeopleForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      checkMayName(place);
      const { member, article } = place;
      const { organizationId, id } = member.community;
      const owner = { organizationId, articleId: article.id, personId };
      if (wish === 'give') {
        await checkBelongs(tx, id, personId);
        await insertOwner(tx, owner);
      } else await deleteOwner(tx, owner);
      const verb = wish === 'give' ? 'named' : 'withdrew';
      await recordBy(tx, member, { verb, objectKind: 'article', objectId: article.id });
      // Whoever took themselves away may not look at this page again.
      const isStill = personId !== member.personId || wish === 'give';
      return isStill
        ? knowledgePaths.owners(id, article.id)
        : knowledgePaths.article(id, article.id);
    });
    res.redirect(303, path);
  };
}

/** `GET …/knowledge/reviewers`: who reviews besides the facilitators, and who could. */
export function reviewersPage({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { words } = PeopleQuery.parse(req.query);
    const page = await db.within(session.organizationId, async (tx) => {
      const reader = await facilitatorOf(tx, session, req.params['communityId']);
      const { id } = reader.community;
      const people = await reviewersOf(tx, id);
      return { reader, people, found: await peopleLike(tx, id, { words, known: people }) };
    });
    const { id } = page.reader.community;
    render(req, res, 'knowledge/reviewers', {
      section: 'knowledge',
      ...page,
      words,
      action: knowledgePaths.reviewers(id),
      back: knowledgePaths.home(id),
    });
  };
}

/** `POST …/knowledge/reviewers`: has a member review, or no more. */
export function nameReviewer({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { wish, person: personId } = bodyOf(req, PeopleForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const facilitator = await facilitatorOf(tx, session, req.params['communityId']);
      const { organizationId, id: communityId } = facilitator.community;
      if (wish === 'give') {
        await checkBelongs(tx, communityId, personId);
        const namedBy = facilitator.personId;
        await insertReviewer(tx, { organizationId, communityId, personId, namedBy });
      } else await deleteReviewer(tx, { communityId, personId });
      const verb = wish === 'give' ? 'named' : 'withdrew';
      const deed = { objectKind: 'knowledge reviewer', objectId: personId } as const;
      await recordBy(tx, facilitator, { ...deed, verb });
      return knowledgePaths.reviewers(communityId);
    });
    res.redirect(303, path);
  };
}
