import type { Request, Response } from 'express';
import { may, type Reader } from '../communities/index.ts';
import { isMember } from './member.ts';
import type { Database, Transaction } from '../db/index.ts';
import { mayAskFromOutside, questionPath } from '../reach/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render, wordsFor } from '../web/index.ts';
import {
  isForEverybody,
  isOverdue,
  isUnsettled,
  mayCheck,
  mayPlace,
  mayPublish,
  maySeeHead,
  mayStand,
  type Article,
} from './article.ts';
import { holdings } from './check.ts';
import { footOf } from './foot.ts';
import { outlined } from './outline.ts';
import { ownersOf } from './owner-store.ts';
import { knowledgePaths } from './paths.ts';
import { readerAt } from './place.ts';
import type { FindSources } from './made-of.ts';
import type { FindRelated } from './related.ts';
import { reachOfArticle } from './reach.ts';
import { findReview } from './review-store.ts';
import { findRevision } from './revision-store.ts';
import { pathTo } from './section.ts';
import { sectionsOf } from './section-store.ts';
import type { FindTerms } from './terms.ts';

/** What the pages of articles stand on. */
export interface Knowledge {
  db: Database;
  publicUrl: URL;
  /** Has HTML that was made from somebody's words say what it says to this reader. */
  show: (
    exchange: { req: Request; res: Response },
    words: { html: string; communityId: string | null },
  ) => Promise<string>;
  findSources: FindSources;
  findRelated: FindRelated;
  findTerms: FindTerms;
}

/** A page with fewer headings is seen at a glance. */
export const leastHeadings = 3;

/** What this reader is told of words that not everybody reads yet, where they may know of them. */
async function whatWaits(
  tx: Transaction,
  { reader, article }: { reader: Reader; article: Article },
) {
  if (!isUnsettled(article) || !maySeeHead(article, reader)) return null;
  const review = await findReview(tx, article.id, article.headNo);
  const isTheirs = review?.askedBy === reader.personId;
  if (!review) return { state: 'draft', isTheirs };
  if (review.decision === null) return { state: 'asked', isTheirs, review };
  return { state: 'changes', isTheirs, review };
}

async function pageOf(
  tx: Transaction,
  place: { reader: Reader; article: Article },
  findSources: FindSources,
) {
  const { article } = place;
  const words = await findRevision(tx, article.id, article.publishedNo ?? article.headNo);
  if (!words) throw new TypeError('An article without its words');
  return {
    ...place,
    words,
    pending: await whatWaits(tx, place),
    owners: await ownersOf(tx, article),
    sources: await findSources(tx, article, article),
    reach: await reachOfArticle(tx, place),
    above: pathTo(await sectionsOf(tx, article.communityId), article.sectionId),
  };
}

/** The ways on that this reader has. */
function waysOf(reader: Reader, article: Article) {
  const { communityId, id } = article;
  return {
    edit: isMember(reader) && knowledgePaths.edit(communityId, id),
    revisions: article.publishedNo !== null && knowledgePaths.revisions(communityId, id),
    waitingPath: knowledgePaths.waiting(communityId, id),
    place: mayPlace(article, reader) && knowledgePaths.place(communityId, id),
    naming: knowledgePaths.owners(communityId, id),
    reachPath: knowledgePaths.reach(communityId, id),
    secondPairPath: may(reader.role, 'lead') && knowledgePaths.reviewers(communityId),
    check: mayCheck(article, reader) && knowledgePaths.check(communityId, id),
    standing:
      isMember(reader) && mayStand(article, reader) && knowledgePaths.standing(communityId, id),
    mayPublish: mayPublish(article, reader),
  };
}

/** Shows an article, with what was sent of a form on its page and is wrong, where something is. */
export async function showArticle(
  { db, publicUrl, show, findSources, findRelated, findTerms }: Knowledge,
  { req, res }: { req: Request; res: Response },
  sent?: { values: object; errors: object },
): Promise<void> {
  const session = signedIn(req);
  const { organizationId } = session;
  const page = await db.within(organizationId, async (tx) =>
    pageOf(tx, await readerAt(tx, session, req.params), findSources),
  );
  const [foot, explain] = await db.askWithin(organizationId, (tx) =>
    Promise.all([footOf(tx, page, findRelated), findTerms(tx, page.article.communityId)]),
  );
  const { reader, article, words, above } = page;
  const { id } = reader.community;
  const shown = await show({ req, res }, { html: words.html, communityId: id });
  const { html, headings } = outlined(explain(shown, wordsFor(req, res)));
  const isShown = article.standing === 'shown';
  render(req, res, 'knowledge/show', {
    section: 'knowledge',
    ...page,
    ...foot,
    ...waysOf(reader, article),
    html,
    headings: headings.length >= leastHeadings ? headings : [],
    above: above.map((each) => ({ ...each, path: knowledgePaths.section(id, each.id) })),
    isPublished: article.publishedNo !== null,
    isShown,
    isHeldBack: !isShown && article.stoodBy !== reader.personId,
    asking:
      isForEverybody(article) &&
      mayAskFromOutside(session, reader.community, reader) &&
      questionPath({ kind: 'article', id: article.id }),
    isOverdue: isOverdue(article, new Date().toISOString().slice(0, 10)),
    holdings,
    knowledge: knowledgePaths.home(id),
    address: new URL(knowledgePaths.lasting(article.id), publicUrl).href,
    values: sent?.values ?? { missing: foot.use?.own?.missing },
    errors: sent?.errors ?? {},
  });
}

/** `GET …/knowledge/<article>`: what everybody reads of it; what nobody published yet, to those who may see that. */
export function readArticle(knowledge: Knowledge) {
  return (req: Request, res: Response): Promise<void> => showArticle(knowledge, { req, res });
}
