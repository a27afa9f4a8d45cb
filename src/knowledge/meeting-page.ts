import type { Request, Response } from 'express';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render, withBareNames, wordChanges } from '../web/index.ts';
import { mayPublish, maySeeHead } from './article.ts';
import { formFor } from './form-page.ts';
import type { ChangeForm } from './forms.ts';
import { memberAt, type AtArticle } from './place.ts';
import { findRevision, type Revision } from './revision-store.ts';

/** A revision as one text, title and all. */
export function textOf({ title, source }: Pick<Revision, 'title' | 'source'>): string {
  return `${title}\n\n${withBareNames(source)}`;
}

/** What somebody else made of the article since these words were begun, and what these would make of that. */
async function bothSides(
  tx: Transaction,
  { member, article }: AtArticle,
  { base, title, body: source }: ChangeForm,
) {
  const head = await findRevision(tx, article.id, article.headNo);
  const begun = await findRevision(tx, article.id, base);
  if (!head) throw new TypeError('An article without its words');
  // A number is easily typed: what was never published is shown to those alone who see all of it.
  const seesAll = mayPublish(article, member) || article.isOwned;
  const before = begun && (begun.publishedAt !== null || seesAll) ? textOf(begun) : null;
  return {
    theirs: wordChanges(before, textOf(head)),
    theirName: head.writerName,
    theirMoment: head.createdAt,
    yours: wordChanges(textOf(head), textOf({ title, source })),
  };
}

/**
 * Shows both where two people changed the same words, so that the second goes on from what the first made of them;
 * or that somebody else's words are to be answered first, where this member may not see those.
 *
 * @param values what they sent; null where they only came to begin
 */
export async function showMeeting(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values }: { values: ChangeForm | null },
): Promise<void> {
  const session = personIn(req);
  const { place, sides } = await db.within(session.organizationId, async (tx) => {
    const place = await memberAt(tx, session, req.params);
    const isSeen = maySeeHead(place.article, place.member);
    return { place, sides: isSeen && values ? await bothSides(tx, place, values) : null };
  });
  res.status(409);
  render(req, res, 'knowledge/meeting', {
    ...formFor(place),
    ...sides,
    isShown: sides !== null,
    hasWords: values !== null,
    // What they saw here is what they go on from.
    values: values && {
      ...values,
      _key: newId(),
      base: sides ? place.article.headNo : values.base,
    },
    errors: {},
  });
}
