import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { toldOf } from '../stories/index.ts';
import { mayHearVerdicts, mayJudge, type Article } from './article.ts';
import { articlesLeadingTo, type Leading } from './link-store.ts';
import { knowledgePaths } from './paths.ts';
import type { FindRelated } from './related.ts';
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
    missingHint: own?.missing ? 'verdict.missing.sent' : 'verdict.missing.hint',
    counts,
    isSaid: counts !== null && counts.useful + counts.notUseful > 0,
    missing,
    give: isAsked && knowledgePaths.verdict(communityId, id),
    settle: knowledgePaths.missing(communityId, id),
  };
}

/** What leads to it, by addresses that last: the article of this community, or of another that is for everybody. */
function withPath({ communityName, ...leading }: Leading) {
  const { id, communityId } = leading;
  const path = communityName ? knowledgePaths.lasting(id) : knowledgePaths.article(communityId, id);
  return { ...leading, communityName, path };
}

async function leadingTo(tx: Transaction, { reader, article }: Place) {
  const sight = { isInside: true, isEverywhere: reader.personId !== null };
  return (await articlesLeadingTo(tx, article, sight)).map(withPath);
}

/** What stands below a published article: whether it was useful, what is near, and how it went in practice. */
export async function footOf(tx: Transaction, place: Place, findRelated: FindRelated) {
  const { reader, article } = place;
  if (article.publishedNo === null) return { practice: null, use: null };
  const [practice, use, leading, related] = await Promise.all([
    toldOf(tx, reader, { kind: 'article', id: article.id }),
    useOf(tx, place),
    leadingTo(tx, place),
    findRelated(tx, article),
  ]);
  return { practice, use: use.give || use.counts ? use : null, leading, related };
}
