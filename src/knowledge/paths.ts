import { communityPaths } from '../communities/index.ts';

const home = (communityId: string) => `${communityPaths.home(communityId)}/knowledge`;
const article = (communityId: string, articleId: string) => `${home(communityId)}/${articleId}`;
const revisions = (communityId: string, articleId: string) =>
  `${article(communityId, articleId)}/revisions`;

export const knowledgePaths = {
  home,
  /** Where the kind of a new article is chosen, and then its words are written. */
  form: (communityId: string) => `${home(communityId)}/new`,
  formOf: (communityId: string, query: Record<string, string>) =>
    `${home(communityId)}/new?${new URLSearchParams(query).toString()}`,
  section: (communityId: string, sectionId: string) => `${home(communityId)}/sections/${sectionId}`,
  /** Where the sections are named and moved. */
  arrange: (communityId: string) => `${home(communityId)}/arrange`,
  /** Who reviews besides the facilitators. */
  reviewers: (communityId: string) => `${home(communityId)}/reviewers`,
  /** What the community means by its words: a page of the room above. */
  glossary: (communityId: string) => `${home(communityId)}/glossary`,
  article,
  /** Where it stands among the others. */
  place: (communityId: string, articleId: string) => `${article(communityId, articleId)}/place`,
  owners: (communityId: string, articleId: string) => `${article(communityId, articleId)}/owners`,
  /** The address to keep: it leads to the article wherever it stands by then. */
  lasting: (articleId: string) => `/articles/${articleId}`,
  /** Where it is said who may read it. */
  reach: (communityId: string, articleId: string) => `${article(communityId, articleId)}/reach`,
  edit: (communityId: string, articleId: string) => `${article(communityId, articleId)}/edit`,
  /** The latest words, where not everybody reads them yet. */
  waiting: (communityId: string, articleId: string) => `${article(communityId, articleId)}/waiting`,
  decision: (communityId: string, articleId: string) =>
    `${article(communityId, articleId)}/decision`,
  revisions,
  revision: (communityId: string, articleId: string, revisionNo: number | string) =>
    `${revisions(communityId, articleId)}/${revisionNo}`,
  /** Where it is said whether it was useful. */
  verdict: (communityId: string, articleId: string) => `${article(communityId, articleId)}/verdict`,
  /** Where what is missing is said to be dealt with. */
  missing: (communityId: string, articleId: string) => `${article(communityId, articleId)}/missing`,
  check: (communityId: string, articleId: string) => `${article(communityId, articleId)}/check`,
  standing: (communityId: string, articleId: string) =>
    `${article(communityId, articleId)}/standing`,
};
