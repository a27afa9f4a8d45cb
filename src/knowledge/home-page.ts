import type { Request, Response } from 'express';
import { readerOf, type Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { isOverdue } from './article.ts';
import { firstOfSections, unsettledArticles, type ArticleEntry } from './list-store.ts';
import { knowledgePaths } from './paths.ts';
import { isReviewer } from './place.ts';
import { inReadingOrder, type PlacedSection } from './section.ts';
import { sectionsOf } from './section-store.ts';

const mostOfSection = 8;
const mostUnsettled = 20;

/** An article as a line of a list. @param today as YYYY-MM-DD */
export function lineOf(communityId: string, entry: ArticleEntry, today: string) {
  return {
    ...entry,
    path: knowledgePaths.article(communityId, entry.id),
    isOverdue: isOverdue(entry, today),
  };
}

type Line = ReturnType<typeof lineOf> & { count: number };

/** The sections that hold something, in themselves or in those below them; whoever fills them sees the others too. */
function filled(sections: readonly PlacedSection[], lines: readonly Line[]): PlacedSection[] {
  const isFilled = ({ id }: PlacedSection): boolean =>
    lines.some(({ sectionId }) => sectionId === id) ||
    sections.some((section) => section.parentId === id && isFilled(section));
  return sections.filter(isFilled);
}

function shelfOf(communityId: string, section: PlacedSection, lines: readonly Line[]) {
  const articles = lines.filter(({ sectionId }) => sectionId === section.id);
  const count = articles[0]?.count ?? 0;
  return {
    ...section,
    path: knowledgePaths.section(communityId, section.id),
    articles,
    count,
    hasMore: count > articles.length,
  };
}

async function contentsOf(tx: Transaction, reader: Reader) {
  const { id } = reader.community;
  const mayReview = await isReviewer(tx, reader);
  const today = new Date().toISOString().slice(0, 10);
  const entries = await firstOfSections(tx, id, mostOfSection);
  const lines = entries.map((entry) => ({ ...lineOf(id, entry, today), count: entry.count }));
  const sections = inReadingOrder(await sectionsOf(tx, id));
  const shown = mayReview ? sections : filled(sections, lines);
  const theirs = mayReview ? null : reader.personId;
  const unsettled =
    reader.role === 'visitor'
      ? []
      : await unsettledArticles(
          tx,
          { communityId: id, theirs },
          { after: null, limit: mostUnsettled, isAsked: false },
        );
  return {
    mayReview,
    shelves: shown.map((section) => shelfOf(id, section, lines)),
    loose: lines.filter(({ sectionId }) => sectionId === null),
    unsettled: unsettled.map((entry) => ({
      ...entry,
      path: knowledgePaths.waiting(id, entry.id),
    })),
  };
}

/** `GET /communities/<id>/knowledge`: what the community knows, section by section. */
export function knowledgePage({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { reader, ...contents } = await db.within(session.organizationId, async (tx) => {
      const reader = await readerOf(tx, session, req.params['communityId']);
      return { reader, ...(await contentsOf(tx, reader)) };
    });
    const { id } = reader.community;
    const { shelves, loose, mayReview } = contents;
    render(req, res, 'knowledge/home', {
      section: 'knowledge',
      reader,
      ...contents,
      isEmpty: loose.length === 0 && shelves.every(({ count }) => count === 0),
      looseCount: loose[0]?.count ?? 0,
      hasMoreLoose: (loose[0]?.count ?? 0) > loose.length,
      loosePath: knowledgePaths.section(id, 'none'),
      write: reader.role !== 'visitor' && knowledgePaths.form(id),
      arrange: mayReview && knowledgePaths.arrange(id),
      glossary: knowledgePaths.glossary(id),
      reviewers: reader.role === 'facilitator' && knowledgePaths.reviewers(id),
    });
  };
}
