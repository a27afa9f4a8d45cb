import { knowledgePaths } from '../knowledge/index.ts';

const list = knowledgePaths.glossary;

export const glossaryPaths = {
  list,
  /** Where a term is read. */
  at: (communityId: string, termId: string) => `${list(communityId)}#term-${termId}`,
  /** Where it is changed. */
  term: (communityId: string, termId: string) => `${list(communityId)}/${termId}`,
};
