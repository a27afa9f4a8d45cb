import { recordBy } from '../activity/index.ts';
import type { Transaction } from '../db/index.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import { isUnsettled, mayPublish } from './article.ts';
import type { BringBackForm, DecisionForm } from './forms.ts';
import { held, type AtArticle } from './place.ts';
import { publish } from './publish.ts';
import { findReview, updateDecision } from './review-store.ts';
import { findRevision } from './revision-store.ts';
import { addWords } from './write.ts';

/** @throws Forbidden when it is not theirs to publish or to decide about */
function checkMayPublish({ member, article }: AtArticle): void {
  if (!mayPublish(article, member)) throw new Forbidden('Not theirs to publish');
}

/**
 * Publishes the latest revision, or asks whoever wrote it for changes.
 *
 * @throws Conflict when that is another than they were shown, or was decided about already | Forbidden
 */
export async function decide(
  tx: Transaction,
  place: AtArticle,
  { revision, decision, answer }: DecisionForm,
): Promise<void> {
  const now = await held(tx, place);
  checkMayPublish(now);
  const { member, article } = now;
  if (revision !== article.headNo || !isUnsettled(article))
    throw new Conflict('Another revision than was shown');
  const { id: articleId } = article;
  const review = await findReview(tx, articleId, revision);
  const isAsked = review !== undefined && review.decision === null;
  if (!isAsked && decision === 'changes asked') throw new Conflict('Nobody waits for an answer');
  if (isAsked) {
    const decidedBy = member.personId;
    await updateDecision(tx, { articleId, revisionNo: revision }, { decision, decidedBy, answer });
    const verb = decision === 'approved' ? 'approved' : 'asked for changes';
    await recordBy(tx, member, { verb, objectKind: 'article', objectId: articleId });
  }
  if (decision !== 'approved') return;
  const words = await findRevision(tx, articleId, revision);
  if (!words) throw new TypeError('An article without its words');
  await publish(tx, now, { revisionNo: revision, title: words.title });
}

/**
 * Has everybody read the words of an earlier revision again, as a new one.
 *
 * @throws Conflict when there is a later one than they knew of | Forbidden | NotFound
 */
export async function bringBack(
  tx: Transaction,
  place: AtArticle,
  { revisionNo, base, reason }: BringBackForm & { revisionNo: number },
): Promise<void> {
  const now = await held(tx, place);
  checkMayPublish(now);
  const { member, article } = now;
  if (base !== article.headNo) throw new Conflict('It was changed meanwhile');
  const old = await findRevision(tx, article.id, revisionNo);
  if (!old) throw new NotFound('No such revision');
  const { title, source: body } = old;
  const nextNo = await addWords(tx, now, { title, body, reason, sameAs: revisionNo });
  const deed = { objectKind: 'article', objectId: article.id } as const;
  await recordBy(tx, member, { ...deed, verb: 'brought back' });
  await publish(tx, now, { revisionNo: nextNo, title });
}
