import type { Generated } from 'kysely';
import type { BornAt, Day, Owned } from './columns.ts';

interface ArticleSections extends Owned {
  id: string;
  communityId: string;
  parentId: string | null;
  title: string;
  position: number;
  createdAt: BornAt;
}

interface Articles extends Owned {
  id: string;
  communityId: string;
  sectionId: string | null;
  position: number;
  kind: 'page' | 'how-to' | 'lesson' | 'checklist' | 'decision';
  title: string;
  headNo: Generated<number>;
  publishedNo: number | null;
  reach: Generated<'community' | 'organization'>;
  standing: Generated<'shown' | 'withdrawn'>;
  stoodBy: string | null;
  stoodAt: Date | null;
  topicId: string | null;
  checkedBy: string | null;
  checkedAt: Date | null;
  nextCheckOn: Day | null;
  reachAskedBy: string | null;
  reachAskedAt: Date | null;
  createdAt: BornAt;
  updatedAt: BornAt;
}

interface ArticleRevisions extends Owned {
  articleId: string;
  revisionNo: number;
  title: string;
  source: string;
  html: string;
  rendererVersion: number;
  writtenBy: string;
  reason: Generated<string>;
  sameAs: number | null;
  createdAt: BornAt;
}

interface ArticlePublications extends Owned {
  articleId: string;
  revisionNo: number;
  publishedBy: string;
  publishedAt: BornAt;
}

interface ArticleReviews extends Owned {
  articleId: string;
  revisionNo: number;
  askedBy: string;
  askedAt: BornAt;
  note: Generated<string>;
  decision: 'approved' | 'changes asked' | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  answer: Generated<string>;
}

interface ArticleOwners extends Owned {
  articleId: string;
  personId: string;
  since: BornAt;
}

interface ArticleLinks extends Owned {
  articleId: string;
  revisionNo: number;
  otherId: string;
}

interface ArticleVerdicts extends Owned {
  id: string;
  articleId: string;
  personId: string;
  isUseful: boolean;
  missing: Generated<string>;
  givenAt: BornAt;
  settledAt: Date | null;
}

interface KnowledgeReviewers extends Owned {
  communityId: string;
  personId: string;
  namedBy: string;
  createdAt: BornAt;
}

export interface KnowledgeTables {
  articleSections: ArticleSections;
  articles: Articles;
  articleRevisions: ArticleRevisions;
  articlePublications: ArticlePublications;
  articleReviews: ArticleReviews;
  articleOwners: ArticleOwners;
  articleLinks: ArticleLinks;
  articleVerdicts: ArticleVerdicts;
  knowledgeReviewers: KnowledgeReviewers;
}
