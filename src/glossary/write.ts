import { recordBy, type Deed } from '../activity/index.ts';
import { fold, takeTurns, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Invalid } from '../errors.ts';
import { articlesNamed } from '../knowledge/index.ts';
import type { TermForm } from './forms.ts';
import {
  deleteTerm,
  insertTerm,
  isTaken,
  mostTerms,
  termsOf,
  updateTerm,
  type Term,
} from './store.ts';

/** What is wrong with a form, by its fields. */
export class Refused extends Invalid {
  readonly fields: Record<string, string[]>;

  constructor(fields: Record<string, string[]>) {
    super('Refused');
    this.fields = fields;
  }
}

const note = (tx: Transaction, member: Member, verb: Deed['verb'], objectId: string) =>
  recordBy(tx, member, { verb, objectKind: 'glossary term', objectId });

/** @throws Refused where another term is the same word, or the article is not one that everybody reads here */
async function wordingOf(
  tx: Transaction,
  { community, personId }: Member,
  { term, meaning, article }: TermForm,
  id: string | null,
) {
  await takeTurns(tx, community.id);
  const termKey = fold(term);
  if (await isTaken(tx, { communityId: community.id, termKey, id }))
    throw new Refused({ term: ['glossary.term.taken'] });
  if (article !== null && !(await articlesNamed(tx, community.id, [article])).has(article))
    throw new Refused({ article: ['glossary.article.unknown'] });
  return { term, termKey, meaning, articleId: article, wordedBy: personId };
}

/** Adds a term. @returns its id @throws Refused */
export async function addTerm(tx: Transaction, member: Member, form: TermForm): Promise<string> {
  const { organizationId, id: communityId } = member.community;
  const wording = await wordingOf(tx, member, form, null);
  if ((await termsOf(tx, communityId)).length >= mostTerms)
    throw new Refused({ term: ['glossary.full'] });
  const id = await insertTerm(tx, { organizationId, communityId, ...wording });
  await note(tx, member, 'wrote', id);
  return id;
}

/** Words a term otherwise. @throws Refused */
export async function changeTerm(
  tx: Transaction,
  { member, term }: { member: Member; term: Term },
  form: TermForm,
): Promise<void> {
  await updateTerm(tx, term.id, await wordingOf(tx, member, form, term.id));
  await note(tx, member, 'edited', term.id);
}

export async function removeTerm(
  tx: Transaction,
  { member, term }: { member: Member; term: Term },
): Promise<void> {
  await deleteTerm(tx, term.id);
  await note(tx, member, 'withdrew', term.id);
}
