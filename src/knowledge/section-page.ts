import type { Request, Response } from 'express';
import { readerOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { SectionQuery } from './forms.ts';
import { lineOf } from './home-page.ts';
import { articlesOfSection } from './list-store.ts';
import { knowledgePaths } from './paths.ts';
import { pathTo } from './section.ts';
import { sectionsOf } from './section-store.ts';

const articlesPerPage = 50;

/** `GET …/knowledge/sections/<section>`: all of one section; `none` has those that stand in no section. */
export function sectionPage({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { after } = SectionQuery.parse(req.query);
    const named = req.params['sectionId'];
    const { reader, sections, here, found } = await db.within(
      session.organizationId,
      async (tx) => {
        const reader = await readerOf(tx, session, req.params['communityId']);
        const communityId = reader.community.id;
        const sections = await sectionsOf(tx, communityId);
        const here = sections.find(({ id }) => id === named) ?? null;
        if (!here && named !== 'none') throw new NotFound('No such section here');
        const place = { communityId, sectionId: here?.id ?? null };
        const page = { after, limit: articlesPerPage + 1 };
        return { reader, sections, here, found: await articlesOfSection(tx, place, page) };
      },
    );
    const { id } = reader.community;
    const today = new Date().toISOString().slice(0, 10);
    const shown = found.slice(0, articlesPerPage);
    const last = found.length > articlesPerPage ? shown.at(-1) : undefined;
    const path = knowledgePaths.section(id, here?.id ?? 'none');
    const withPath = (section: { id: string; title: string }) => ({
      ...section,
      path: knowledgePaths.section(id, section.id),
    });
    render(req, res, 'knowledge/section', {
      section: 'knowledge',
      reader,
      here,
      above: pathTo(sections, here?.parentId ?? null).map(withPath),
      below: here ? sections.filter(({ parentId }) => parentId === here.id).map(withPath) : [],
      articles: shown.map((entry) => lineOf(id, entry, today)),
      knowledge: knowledgePaths.home(id),
      write:
        reader.role !== 'visitor' &&
        (here ? knowledgePaths.formOf(id, { section: here.id }) : knowledgePaths.form(id)),
      first: after && path,
      next: last && `${path}?${new URLSearchParams({ after: last.id }).toString()}`,
    });
  };
}
