import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { signedIn } from '../sessions/index.ts';
import { placeAfter, placeText, render, type Place } from '../web/index.ts';
import { knowledgePaths } from './paths.ts';
import { sharedArticles } from './reach-store.ts';

const articlesPerPage = 25;

/** Where the list goes on; a moment that is none reads as the beginning. */
function startOf(query: unknown): Place | null {
  const place = placeAfter.parse(query);
  return place && !Number.isNaN(Date.parse(place.key)) ? place : null;
}

/** `GET /library`: what the communities of the organization publish to all of it, the latest first. */
export function sharedLibrary({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const after = startOf(req.query['after']);
    const page = { after, limit: articlesPerPage + 1 };
    const found = await db.askWithin(signedIn(req).organizationId, (tx) =>
      sharedArticles(tx, page),
    );
    const shown = found.slice(0, articlesPerPage);
    const last = found.length > articlesPerPage ? shown.at(-1) : undefined;
    const next = last && placeText({ key: last.updatedAt.toISOString(), id: last.id });
    render(req, res, 'knowledge/library', {
      layout: 'bare',
      articles: shown.map((article) => ({ path: knowledgePaths.lasting(article.id), ...article })),
      first: after && knowledgePaths.shared,
      next: next && `${knowledgePaths.shared}?after=${encodeURIComponent(next)}`,
    });
  };
}
