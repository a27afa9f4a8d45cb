/** What can be found. */
export type DocumentKind = 'thread' | 'post' | 'article' | 'resource' | 'collection';

/** What people tell apart of it, and one another: a thread and its posts are both talk. */
export const finds = ['article', 'talk', 'resource', 'collection', 'people'] as const;
export type Find = (typeof finds)[number];

export const kindsOf: Record<Find, readonly DocumentKind[]> = {
  article: ['article'],
  talk: ['thread', 'post'],
  resource: ['resource'],
  collection: ['collection'],
  people: [],
};
