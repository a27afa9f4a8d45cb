/** What speaks for somebody to look after an article next. */
export interface Evidence {
  articleId: string;
  personId: string;
  name: string | null;
  /** Named by whoever looks after it, wrote revisions, said what it was made from, or answered on its topic. */
  kind: 'named' | 'wrote' | 'said' | 'answered';
  /** How often. */
  count: number;
}

/** Somebody who could look after an article, and why. */
export interface Candidate {
  id: string;
  name: string | null;
  reasons: { text: string; count: number }[];
  isNamed: boolean;
}

const mostCandidates = 3;

const weights = { named: 100, wrote: 3, said: 2, answered: 1 } as const;
/** Of one kind, so much counts at most: who wrote ten revisions does not drown all else. */
const mostOfKind = 5;

const weightOf = ({ kind, count }: Evidence): number =>
  weights[kind] * (kind === 'named' ? 1 : Math.min(count, mostOfKind));

/** @returns the lists of those that agree in this */
function grouped<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

/** The people whom most speaks for, article by article. */
export function candidatesFor(evidence: readonly Evidence[]): Map<string, Candidate[]> {
  const byArticle = grouped(evidence, ({ articleId }) => articleId);
  return new Map([...byArticle].map(([articleId, all]) => [articleId, ranked(all)]));
}

function ranked(evidence: readonly Evidence[]): Candidate[] {
  const byPerson = [...grouped(evidence, ({ personId }) => personId)];
  const weighed = byPerson.map(([id, theirs]) => ({
    id,
    weight: theirs.reduce((sum, each) => sum + weightOf(each), 0),
    theirs,
  }));
  return weighed
    .toSorted((one, other) => other.weight - one.weight || one.id.localeCompare(other.id))
    .slice(0, mostCandidates)
    .map(({ theirs }) => candidateOf(theirs));
}

function candidateOf(theirs: readonly Evidence[]): Candidate {
  const order = theirs.toSorted((one, other) => weightOf(other) - weightOf(one));
  return {
    id: theirs[0]?.personId ?? '',
    name: theirs[0]?.name ?? null,
    reasons: order.map(({ kind, count }) => ({ text: `continuity.evidence.${kind}`, count })),
    isNamed: theirs.some(({ kind }) => kind === 'named'),
  };
}
