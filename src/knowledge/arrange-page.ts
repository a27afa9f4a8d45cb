import type { Request, Response } from 'express';
import { z } from 'zod';
import { memberOf, type Member } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { Conflict, Forbidden } from '../errors.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { arrange } from './arrange-section.ts';
import { SectionForm } from './forms.ts';
import { knowledgePaths } from './paths.ts';
import { isReviewer } from './place.ts';
import { inReadingOrder, mostDepth } from './section.ts';
import { sectionsOf } from './section-store.ts';

/** @throws NotFound | Forbidden when they do not review here */
async function reviewerOf(
  tx: Transaction,
  session: PersonalSession,
  communityId: unknown,
): Promise<Member> {
  const member = await memberOf(tx, session, communityId);
  if (!(await isReviewer(tx, member))) throw new Forbidden('For those who review');
  return member;
}

async function showPage(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values = {}, errors = {} }: { values?: object; errors?: object } = {},
): Promise<void> {
  const session = personIn(req);
  const { reader, sections } = await db.within(session.organizationId, async (tx) => {
    const reader = await reviewerOf(tx, session, req.params['communityId']);
    return { reader, sections: await sectionsOf(tx, reader.community.id) };
  });
  const { id } = reader.community;
  const placed = inReadingOrder(sections);
  render(req, res, 'knowledge/arrange', {
    section: 'knowledge',
    reader,
    knowledge: knowledgePaths.home(id),
    action: knowledgePaths.arrange(id),
    levels: mostDepth,
    sections: placed.map((section) => {
      const siblings = sections.filter(({ parentId }) => parentId === section.parentId);
      const within = new Set(inReadingOrder(sections, section.id).map((each) => each.id));
      return {
        ...section,
        isFirst: siblings[0]?.id === section.id,
        isLast: siblings.at(-1)?.id === section.id,
        places: placed.filter((place) => place.id !== section.id && !within.has(place.id)),
      };
    }),
    values,
    errors,
  });
}

/** `GET …/knowledge/arrange`: the sections, to be named, moved and added to. */
export function arrangePage({ db }: { db: Database }) {
  return (req: Request, res: Response): Promise<void> => showPage(db, { req, res });
}

/** `POST …/knowledge/arrange`: does one thing with one section, and leads back to where it is. */
export function arrangeSections({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const again = (status: 409 | 422, errors: object) => {
      res.status(status);
      return showPage(db, { req, res }, { values: req.body, errors });
    };
    const form = SectionForm.safeParse(req.body);
    if (!form.success) return again(422, z.flattenError(form.error).fieldErrors);
    try {
      const path = await db.within(session.organizationId, async (tx) => {
        const member = await reviewerOf(tx, session, req.params['communityId']);
        const id = await arrange(tx, member, form.data);
        const page = knowledgePaths.arrange(member.community.id);
        return id === null ? page : `${page}#section-${id}`;
      });
      return res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return again(409, { title: ['section.noRoom'] });
    }
  };
}
