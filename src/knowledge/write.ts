import { recordBy } from '../activity/index.ts';
import { topicsOf, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { filesNamedIn, setUses } from '../files/index.ts';
import { renderMarkdown, rendererVersion } from '../web/index.ts';
import { isUnsettled, mayPublish, maySeeHead, type Article } from './article.ts';
import { findArticle, insertArticle, updateHead, updateTitle } from './article-store.ts';
import type { ChangeForm, NewArticleForm, Wish } from './forms.ts';
import { insertOwner } from './owner-store.ts';
import { held, type AtArticle } from './place.ts';
import { publish } from './publish.ts';
import { findReview, insertReview } from './review-store.ts';
import { findRevision, insertRevision } from './revision-store.ts';
import { sectionsOf } from './section-store.ts';

/** The words of a revision that is to be added. */
interface Words {
  title: string;
  body: string;
  reason: string;
  /** The revision whose words these are again. */
  sameAs: number | null;
}

/** Adds a revision after the latest, and has it show the files that it names. */
async function addRevision(
  tx: Transaction,
  { member, article }: AtArticle,
  revisionNo: number,
  { title, body, reason, sameAs }: Words,
): Promise<void> {
  const { organizationId, id: articleId } = article;
  const writtenBy = member.personId;
  const words = { title, source: body, html: renderMarkdown(body), rendererVersion };
  const revision = { organizationId, articleId, revisionNo, writtenBy, reason, sameAs };
  await insertRevision(tx, { ...revision, ...words });
  const holder = { organizationId, kind: 'article head', id: articleId } as const;
  await setUses(tx, holder, { fileIds: filesNamedIn(body), writerId: writtenBy });
}

/** Adds these words to what there is; whoever may see the latest revision sees them. @returns its number */
export async function addWords(tx: Transaction, place: AtArticle, words: Words): Promise<number> {
  const { article } = place;
  const revisionNo = article.headNo + 1;
  await addRevision(tx, place, revisionNo, words);
  await updateHead(tx, article.id, revisionNo);
  if (article.publishedNo === null) await updateTitle(tx, article.id, words.title);
  return revisionNo;
}

async function askForReview(
  tx: Transaction,
  { member, article }: AtArticle,
  { revisionNo, note }: { revisionNo: number; note: string },
): Promise<void> {
  const { organizationId, id: articleId } = article;
  const askedBy = member.personId;
  await insertReview(tx, { organizationId, articleId, revisionNo, askedBy, note });
  const deed = { objectKind: 'article', objectId: articleId } as const;
  await recordBy(tx, member, { ...deed, verb: 'asked for a review' });
}

/** What is asked of an earlier revision is asked of the one that goes on from it, too. */
async function askOn(
  tx: Transaction,
  { member, article }: AtArticle,
  revisionNo: number,
): Promise<void> {
  const { organizationId, id: articleId, headNo } = article;
  const review = await findReview(tx, articleId, headNo);
  if (!review || review.decision !== null) return;
  const { askedBy, note } = review;
  await insertReview(tx, { organizationId, articleId, revisionNo, askedBy, note });
  const deed = { objectKind: 'article', objectId: articleId } as const;
  await recordBy(tx, member, { ...deed, verb: 'edited' });
}

/** @throws Forbidden when they may not publish | Invalid when it would keep everybody else from changing it */
function checkWish({ member, article }: AtArticle, wish: Wish): void {
  if (mayPublish(article, member)) return;
  if (wish === 'publish') throw new Forbidden('Not theirs to publish');
  if (wish === 'draft' && article.publishedNo !== null)
    throw new Invalid('A change of what is published is for a reviewer to see');
}

async function settle(
  tx: Transaction,
  place: AtArticle,
  {
    revisionNo,
    title,
    wish,
    note,
  }: { revisionNo: number; title: string; wish: Wish; note: string },
): Promise<void> {
  if (wish === 'publish') await publish(tx, place, { revisionNo, title });
  else if (wish === 'ask') await askForReview(tx, place, { revisionNo, note });
  else await askOn(tx, place, revisionNo);
}

/** @throws Invalid when section or topic are another community's */
export async function checkPlace(
  tx: Transaction,
  { community }: Member,
  { section, topic }: { section: string | null; topic: string | null },
): Promise<void> {
  const isKnown = (id: string | null, known: readonly { id: string }[]) =>
    id === null || known.some((each) => each.id === id);
  if (!isKnown(section, await sectionsOf(tx, community.id))) throw new Invalid('No such section');
  if (!isKnown(topic, await topicsOf(tx, community.id))) throw new Invalid('No such topic');
}

/** What a new article begins with. */
type NewArticle = Pick<NewArticleForm, 'kind' | 'title' | 'body' | 'section' | 'topic'>;

/** Begins an article that whoever writes it looks after from now on. @throws Invalid */
async function begin(
  tx: Transaction,
  member: Member,
  { kind, title, body, section, topic }: NewArticle,
  wished?: string,
): Promise<Article> {
  await checkPlace(tx, member, { section, topic });
  const { organizationId, id: communityId } = member.community;
  const owned = { organizationId, communityId, kind, title };
  const id = await insertArticle(tx, { ...owned, sectionId: section, topicId: topic }, wished);
  await insertOwner(tx, { organizationId, articleId: id, personId: member.personId });
  const article = await findArticle(tx, id, member.personId);
  if (!article) throw new TypeError('What was just inserted is not there');
  await addRevision(tx, { member, article }, 1, { title, body, reason: '', sameAs: null });
  await recordBy(tx, member, { verb: 'wrote', objectKind: 'article', objectId: id });
  return article;
}

/**
 * Writes an article, and does with it what is wished.
 *
 * @param id the one that it is to have, where something leads to it already
 * @throws Conflict where there is an article of that id | Forbidden | Invalid
 */
export async function write(
  tx: Transaction,
  member: Member,
  { wish, note, ...form }: NewArticle & Pick<NewArticleForm, 'wish' | 'note'>,
  id?: string,
): Promise<Article> {
  const article = await begin(tx, member, form, id);
  checkWish({ member, article }, wish);
  await settle(tx, { member, article }, { revisionNo: 1, title: form.title, wish, note });
  return article;
}

/** @throws Conflict when somebody else's words wait that this member does not see */
function checkMayWrite({ member, article }: AtArticle): void {
  if (!maySeeHead(article, member)) throw new Conflict('What waits is to be answered first');
}

/**
 * Changes the words of an article, and does with them what is wished; the same words again are no new revision.
 *
 * @throws Conflict when it was changed since `base` | Forbidden | Invalid
 */
export async function change(
  tx: Transaction,
  place: AtArticle,
  { base, title, body, reason, wish, note }: ChangeForm,
): Promise<void> {
  const now = await held(tx, place);
  checkMayWrite(now);
  if (base !== now.article.headNo) throw new Conflict('It was changed meanwhile');
  checkWish(now, wish);
  const head = await findRevision(tx, now.article.id, base);
  const isSame = head?.title === title && head.source === body;
  if (isSame && (wish === 'draft' || !isUnsettled(now.article))) return;
  const revisionNo = isSame ? base : await addWords(tx, now, { title, body, reason, sameAs: null });
  await settle(tx, now, { revisionNo, title, wish, note });
}

/** Begins an article that nobody reads yet but whoever may see drafts of it. @returns its id @throws Invalid */
export async function createArticleDraft(
  tx: Transaction,
  member: Member,
  form: NewArticle,
): Promise<string> {
  return (await begin(tx, member, form)).id;
}
