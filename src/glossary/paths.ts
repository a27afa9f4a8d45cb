import { knowledgePaths } from '../knowledge/index.ts';

const list = knowledgePaths.glossary;

const term = (communityId: string, termId: string) => `${list(communityId)}/${termId}`;

export const glossaryPaths = {
  list,
  /** Where a term is read. */
  at: (communityId: string, termId: string) => `${list(communityId)}#term-${termId}`,
  /** Where it is changed. */
  term,
  /** Where it is taken out. */
  removal: (communityId: string, termId: string) => `${term(communityId, termId)}/removal`,
};
