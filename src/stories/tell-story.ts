import type { Request, Response } from 'express';
import { memberOf, owedExpectations, writerOf, writingErrors } from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { draftFor, endDraft } from '../writing/index.ts';
import { About, TellForm } from './forms.ts';
import { holderNamed, type HolderRooms } from './holders.ts';
import { storyPaths } from './paths.ts';
import { outcomes, type Holder } from './story.ts';
import { tell } from './write.ts';

interface House {
  db: Database;
  rooms: HolderRooms;
}

const draftOf = ({ id }: Holder) => `story:new:${id}`;

/** What the page is about. @throws NotFound */
function holderOf(sent: unknown): Holder {
  const { data } = About.safeParse(sent);
  if (!data) throw new NotFound('Of nothing');
  return { kind: data.kind, id: data.of };
}

async function showForm(
  { db, rooms }: House,
  { req, res }: { req: Request; res: Response },
  { holder, sent }: { holder: Holder; sent?: { values: object; errors: object } },
): Promise<void> {
  const session = personIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const reader = await memberOf(tx, session, req.params['communityId']);
    const about = await holderNamed(tx, rooms, reader, holder);
    const begun = sent ? null : await draftFor(tx, session, draftOf(holder));
    const values = sent?.values ?? { _key: newId(), ...begun };
    const expectations = await owedExpectations(tx, reader);
    return { reader, about, values, isRestored: begun !== null, expectations };
  });
  render(req, res, 'stories/new', {
    ...page,
    section: 'library',
    draft: draftOf(holder),
    holder,
    outcomes,
    action: storyPaths.list(page.reader.community.id),
    errors: sent?.errors ?? {},
  });
}

/** `GET /communities/<id>/practice/new?kind=…&of=…`: the form to tell how something went. */
export function storyForm(house: House) {
  return (req: Request, res: Response): Promise<void> =>
    showForm(house, { req, res }, { holder: holderOf(req.query) });
}

/** `POST /communities/<id>/practice`: tells it, once for each form, and leads back to what was used. */
export function tellStory(house: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { communityId } = req.params;
    const holder = holderOf(req.body);
    const form = TellForm.safeParse(req.body);
    const errors = await writingErrors(house.db, req, form.error);
    if (!form.success || errors) {
      res.status(422);
      const sent = { values: req.body, errors: errors ?? {} };
      return showForm(house, { req, res }, { holder, sent });
    }
    const { _key: key, accepted } = form.data;
    const location = await once(house.db, { organizationId, personId, key }, async (tx) => {
      const member = await writerOf(tx, session, communityId, accepted);
      const { path } = await holderNamed(tx, house.rooms, member, holder);
      await endDraft(tx, session, draftOf(holder), key);
      const storyId = await tell(tx, member, form.data);
      return holder.kind === 'post'
        ? storyPaths.about(member.community.id, holder)
        : `${path}#story-${storyId}`;
    });
    return res.redirect(303, location);
  };
}
