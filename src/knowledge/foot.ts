import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { toldOf } from '../stories/index.ts';
import { mayHearVerdicts, mayJudge, type Article } from './article.ts';
import { knowledgePaths } from './paths.ts';
import { countVerdicts, findVerdict, missingIn } from './verdict-store.ts';

interface Place {
  reader: Reader;
  article: Article;
}

/** Whether it was useful: what this reader may say of that, and may learn of what others said. */
async function useOf(tx: Transaction, { reader, article }: Place) {
  const { id, communityId } = article;
  const { personId } = reader;
  const isAsked = mayJudge(article, reader);
  const isTold = mayHearVerdicts(article, reader);
  const [own, counts, missing] = await Promise.all([
    isAsked && personId !== null ? findVerdict(tx, id, personId) : null,
    isTold ? countVerdicts(tx, id) : null,
    isTold ? missingIn(tx, id) : [],
  ]);
  return {
    own,
    saysNo: own?.isUseful === false,
    counts,
    missing,
    give: isAsked && knowledgePaths.verdict(communityId, id),
    settle: knowledgePaths.missing(communityId, id),
  };
}

/** What stands below a published article: how it went in practice, and whether it was useful. */
export async function footOf(tx: Transaction, place: Place) {
  const { reader, article } = place;
  if (article.publishedNo === null) return { practice: null, use: null };
  const [practice, use] = await Promise.all([
    toldOf(tx, reader, { kind: 'article', id: article.id }),
    useOf(tx, place),
  ]);
  return { practice, use: use.give || use.counts ? use : null };
}
