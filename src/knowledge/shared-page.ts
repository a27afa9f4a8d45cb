import type { Request, Response } from 'express';
import { z } from 'zod';
import { findReader } from '../communities/index.ts';
import { NotFound } from '../errors.ts';
import { questionBox, sharedLibraryPath } from '../reach/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { isForEverybody, isOverdue } from './article.ts';
import { findArticle } from './article-store.ts';
import { articlesLeadingTo } from './link-store.ts';
import { outlined } from './outline.ts';
import { ownersOf } from './owner-store.ts';
import { knowledgePaths } from './paths.ts';
import { leastHeadings, type Knowledge } from './read-article.ts';
import { findRevision } from './revision-store.ts';

/**
 * `GET /articles/<id>`: the address to keep. It leads whoever reads the community to the article, wherever it stands
 * by then; everybody else in the organization reads it here, where it is for them.
 */
export function findAgain({ db, show }: Knowledge) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const found = await db.within(session.organizationId, async (tx) => {
      const id = z.uuid().safeParse(req.params['articleId']).data;
      const article = id && (await findArticle(tx, id, session.personId));
      if (!article) throw new NotFound('No such article');
      const { community, reader } = await findReader(tx, session, article.communityId);
      if (reader) return { path: knowledgePaths.article(community.id, id) };
      const words =
        isForEverybody(article) && (await findRevision(tx, id, article.publishedNo ?? 0));
      if (!words) throw new NotFound('Not for everybody');
      const sight = { isInside: false, isEverywhere: true };
      const leading = await articlesLeadingTo(tx, article, sight);
      const box = questionBox(session, { community, reader }, { kind: 'article', id });
      return { community, article, words, owners: await ownersOf(tx, article), leading, box };
    });
    if (found.path !== undefined) return res.redirect(303, found.path);
    const { community, article, words, owners, leading, box } = found;
    const shown = await show({ req, res }, { html: words.html, communityId: null });
    const { html, headings } = outlined(shown);
    return render(req, res, 'knowledge/shared', {
      layout: 'bare',
      article,
      words,
      box,
      owners,
      leading: leading.map((each) => ({ ...each, path: knowledgePaths.lasting(each.id) })),
      html,
      headings: headings.length >= leastHeadings ? headings : [],
      communityName: community.name,
      isOverdue: isOverdue(article, new Date().toISOString().slice(0, 10)),
      library: sharedLibraryPath,
    });
  };
}
