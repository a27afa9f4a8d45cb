import type { Transaction } from '../db/index.ts';
import {
  isWrittenBy,
  redact,
  stand,
  unredact,
  type AtPost,
  type PostStanding,
} from '../discussions/index.ts';
import { Conflict } from '../errors.ts';
import { answerAppeals, appealsOfPost } from './appeal-store.ts';
import { actsFor, deedOf, isAgainst, type Act, type Rule } from './decision.ts';
import { insertEntry, latestOf } from './log-store.ts';
import { answerReports, openReports } from './report-store.ts';

/** What a facilitator may decide about a post as it stands. */
export async function offeredActs(tx: Transaction, place: AtPost): Promise<Act[]> {
  const { member, thread, post } = place;
  const isMine = await isWrittenBy(tx, thread.id, post, member.personId);
  const reports = await openReports(tx, post.id);
  const appeals = await appealsOfPost(tx, post.id);
  return actsFor({
    standing: post.standing,
    isMine,
    isReported: reports.length > 0,
    isAppealed: appeals.some(({ state }) => state === 'open'),
  });
}

interface Decided {
  act: Act;
  rule: Rule | null;
  words: string;
  /** The new wording, where something is taken out. */
  redacted: { body: string; tried: string; revision: number } | null;
  now: Date;
}

/** Where a post stood before what is undone now. */
async function standingBefore(tx: Transaction, place: AtPost, now: Date): Promise<PostStanding> {
  const { post } = place;
  if (post.standing === 'visible') return 'visible';
  const entry = await latestOf(tx, post.id, post.standing);
  if (post.standing === 'redacted') {
    const originalRevisionNo = entry?.originalRevisionNo ?? null;
    if (originalRevisionNo !== null) await unredact(tx, place, { originalRevisionNo, now });
    return 'visible';
  }
  const before = entry?.beforeState;
  return before === 'redacted' || before === 'hidden' ? before : 'visible';
}

/** Puts the new wording in place. @returns the number of the wording that nothing was taken out of */
async function takeOut(
  tx: Transaction,
  place: AtPost,
  { redacted, words, now }: Decided,
): Promise<number | null> {
  if (!redacted) return null;
  const { post } = place;
  if (redacted.revision !== post.revisionNo) throw new Conflict('It was changed meanwhile');
  const { body, tried } = redacted;
  const sealed = await redact(tx, place, {
    words: { body, tried },
    reason: words.slice(0, 500),
    now,
  });
  const before = post.standing === 'redacted' && (await latestOf(tx, post.id, 'redacted'));
  return (before && before.originalRevisionNo) || sealed;
}

const standings = { hide: 'hidden', redact: 'redacted', delete: 'deleted' } as const;

/** Whoever reported it or appealed has their answer with the decision. */
async function answerWhoAsked(
  tx: Transaction,
  { member, post }: AtPost,
  { act, words, now }: Decided,
): Promise<void> {
  const by = member.personId;
  const note = words || null;
  if (isAgainst(act) || act === 'leave') {
    const state = act === 'leave' ? 'rejected' : 'upheld';
    await answerReports(tx, post.id, { state, answeredBy: by, answeredAt: now, note });
  }
  if (act === 'leave') return;
  const state = act === 'restore' ? 'granted' : 'declined';
  await answerAppeals(tx, post.id, { state, answer: note, by, now });
}

/**
 * Decides about a post, says so in the log, and answers whoever reported it or appealed.
 *
 * @throws Conflict when it does not stand as it did when the facilitator looked
 */
export async function decide(tx: Transaction, place: AtPost, decided: Decided): Promise<void> {
  const { member, thread, post } = place;
  const { act, rule, words, now } = decided;
  const offered = await offeredActs(tx, place);
  if (!offered.includes(act)) throw new Conflict('Somebody decided meanwhile');
  const originalRevisionNo = await takeOut(tx, place, decided);
  let after: PostStanding = post.standing;
  if (isAgainst(act)) after = standings[act];
  if (act === 'restore') after = await standingBefore(tx, place, now);
  if (after !== post.standing) await stand(tx, place, after);
  const { organizationId, id: communityId } = member.community;
  await insertEntry(tx, {
    organizationId,
    communityId,
    threadId: thread.id,
    postId: post.id,
    actorId: member.personId,
    deed: deedOf[act],
    rule,
    words: words || null,
    beforeState: post.standing,
    afterState: after,
    originalRevisionNo,
  });
  await answerWhoAsked(tx, place, decided);
}
