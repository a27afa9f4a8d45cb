import { fold } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { deleteTerm, moveUnrivalled, termsOf, updatePlace, type Term } from './store.ts';

/** Of the name of a community so much stands beside a term. */
const mostOfName = 40;
const mostInTerm = 100;

/** The term under the name of the community that it came from, and a number where that is taken too. */
function besideName(term: string, name: string, isTaken: (key: string) => boolean) {
  const whose = Array.from(name).slice(0, mostOfName).join('');
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? ` (${whose})` : ` (${whose} ${number})`;
    const marked = `${Array.from(term)
      .slice(0, mostInTerm - tail.length)
      .join('')}${tail}`;
    if (!isTaken(fold(marked))) return { term: marked, termKey: fold(marked) };
  }
}

/**
 * The glossary of a community that was merged joins the other's. A word that both explain keeps the meaning that it has
 * there, and what it meant here stands beside it under the name of this community, until somebody makes one of both.
 */
export async function moveTerms(
  tx: Transaction,
  { from, into, name }: { from: string; into: string; name: string },
): Promise<void> {
  await moveUnrivalled(tx, { from, into });
  const there = new Map((await termsOf(tx, into)).map((term) => [fold(term.term), term]));
  const isSame = (one: Term, other: Term | undefined) =>
    other?.meaning === one.meaning && other.articleId === one.articleId;
  for (const term of await termsOf(tx, from)) {
    if (isSame(term, there.get(fold(term.term)))) {
      await deleteTerm(tx, term.id);
      continue;
    }
    const marked = besideName(term.term, name, (key) => there.has(key));
    await updatePlace(tx, term.id, { communityId: into, ...marked });
    there.set(marked.termKey, { ...term, term: marked.term });
  }
}
