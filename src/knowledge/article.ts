import { may, type Member, type Reader } from '../communities/index.ts';
import { mayWithdrawOrShow, type Standing } from '../standing/index.ts';

export const articleKinds = ['page', 'how-to', 'lesson', 'checklist', 'decision'] as const;
export type ArticleKind = (typeof articleKinds)[number];

/** What a community knows about something, and how whoever looks stands to it. */
export interface Article {
  organizationId: string;
  id: string;
  communityId: string;
  sectionId: string | null;
  kind: ArticleKind;
  title: string;
  /** The latest revision. */
  headNo: number;
  /** The revision that everybody reads. */
  publishedNo: number | null;
  /** Who everybody is: whoever may read the community, or the whole organization. */
  reach: 'community' | 'organization';
  standing: Standing;
  stoodBy: string | null;
  topicId: string | null;
  topicName: string | null;
  checkerName: string | null;
  checkedAt: Date | null;
  /** A calendar day, as YYYY-MM-DD. */
  nextCheckOn: string | null;
  updatedAt: Date;
  isOwned: boolean;
  /** They wrote something of it that everybody has yet to read. */
  hasUnpublished: boolean;
  isNamedReviewer: boolean;
}

/** Whether they may publish it and decide about what others write: facilitators, and members they named. */
export function mayPublish({ isNamedReviewer }: Article, { role }: Reader): boolean {
  return may(role, 'moderate') || (isNamedReviewer && role !== 'visitor');
}

/** Whether its latest revision is one that not everybody reads yet. */
export function isUnsettled({ headNo, publishedNo }: Pick<Article, 'headNo' | 'publishedNo'>) {
  return headNo !== publishedNo;
}

/** Whether they may see what is not published: whoever wrote it, whoever looks after the article, and reviewers. */
export function maySeeHead(article: Article, reader: Reader): boolean {
  if (!isUnsettled(article)) return true;
  const isTheirs = article.isOwned || article.hasUnpublished;
  return mayPublish(article, reader) || (isTheirs && reader.role !== 'visitor');
}

/** Whether they may see it at all. What was withdrawn stays with those who look after it and the facilitators. */
export function maySee(article: Article, reader: Reader): boolean {
  if (article.standing === 'withdrawn')
    return may(reader.role, 'moderate') || (article.isOwned && reader.role !== 'visitor');
  return article.publishedNo !== null || maySeeHead(article, reader);
}

/** Whether everybody in the organization may read what is published of it. */
export function isForEverybody({ reach, publishedNo, standing }: Article): boolean {
  return reach === 'organization' && publishedNo !== null && standing === 'shown';
}

/** Whether they may say where it stands and who looks after it. */
export function mayPlace(article: Article, reader: Reader): boolean {
  return mayPublish(article, reader) || (article.isOwned && reader.role !== 'visitor');
}

/** Whether they may say that it holds. */
export function mayCheck(article: Article, reader: Reader): boolean {
  return article.publishedNo !== null && mayPlace(article, reader);
}

/** Whether they may say if it was useful: members whom it was written for. */
export function mayJudge(article: Article, { role }: Reader): boolean {
  const { publishedNo, standing, isOwned } = article;
  return may(role, 'takePart') && publishedNo !== null && standing === 'shown' && !isOwned;
}

/** Whether they learn how many it was useful to, and what is missing: whoever looks after it, and facilitators. */
export function mayHearVerdicts({ isOwned }: Article, { role }: Reader): boolean {
  return may(role, 'moderate') || (isOwned && role !== 'visitor');
}

/** Whether this member may withdraw it or show it again. */
export function mayStand(article: Article, member: Member): boolean {
  return mayWithdrawOrShow(member, article, article.isOwned);
}

/** Whether a day by which somebody was to look again has passed. @param today as YYYY-MM-DD */
export function isOverdue({ nextCheckOn }: Pick<Article, 'nextCheckOn'>, today: string): boolean {
  return nextCheckOn !== null && nextCheckOn < today;
}
