import type { PostStanding } from '../discussions/index.ts';

/** What a post can be against: what members choose from when they report it, and facilitators when they decide. */
export const rules = ['off_topic', 'unkind', 'private', 'spam', 'wrong', 'other'] as const;
export type Rule = (typeof rules)[number];

/**
 * What a facilitator can decide about a post: to hide, redact or delete it, to undo that, to leave it as it is
 * although it was reported, or to stand by what was decided although its author appealed.
 */
export const acts = ['hide', 'redact', 'delete', 'restore', 'leave', 'uphold'] as const;
export type Act = (typeof acts)[number];

/** What was done, as the log says it. */
export const deedOf = {
  hide: 'hidden',
  redact: 'redacted',
  delete: 'deleted',
  restore: 'restored',
  leave: 'left',
  uphold: 'upheld',
} as const satisfies Record<Act, string>;

/** What the author of a post is told of. */
export const toldDeeds = ['hidden', 'redacted', 'deleted', 'restored', 'unsealed'] as const;

/** What about a post decides which acts make sense. */
export interface Matter {
  standing: PostStanding;
  isMine: boolean;
  isReported: boolean;
  isAppealed: boolean;
}

const actsFrom: Record<PostStanding, readonly Act[]> = {
  visible: ['hide', 'redact', 'delete'],
  redacted: ['redact', 'hide', 'delete', 'restore'],
  hidden: ['restore', 'delete'],
  deleted: ['restore'],
};

/** Whoever wrote it edits it, and needs no redacting. */
export function actsFor({ standing, isMine, isReported, isAppealed }: Matter): Act[] {
  const offered = actsFrom[standing].filter((act) => act !== 'redact' || !isMine);
  return [
    ...offered,
    ...(isReported ? (['leave'] as const) : []),
    ...(isAppealed ? (['uphold'] as const) : []),
  ];
}

/** Whether the author is told which rule it was, and why. */
export function isAgainst(act: Act): act is 'hide' | 'redact' | 'delete' {
  return act === 'hide' || act === 'redact' || act === 'delete';
}
