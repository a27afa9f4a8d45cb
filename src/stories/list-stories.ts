import type { Request, Response } from 'express';
import { may, readerOf, type Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { signedIn } from '../sessions/index.ts';
import { standings } from '../standing/index.ts';
import { render } from '../web/index.ts';
import { StoriesQuery } from './forms.ts';
import { namesOf, type HolderRooms } from './holders.ts';
import { lineOf } from './line.ts';
import { storyPaths } from './paths.ts';
import { storiesOf, type StoryLook } from './store.ts';
import { outcomes, type Holder } from './story.ts';

const storiesPerPage = 20;

const holderIn = ({ kind, of: id }: StoriesQuery): Holder | null =>
  kind && id ? { kind, id } : null;

/** The stories that the address asks for, as this reader may see them. */
function lookOf({ community, personId, role }: Reader, query: StoriesQuery): StoryLook {
  const standing = role === 'visitor' ? 'shown' : query.show;
  const isOwnOnly = standing === 'withdrawn' && !may(role, 'moderate');
  const { outcome } = query;
  const toldBy = isOwnOnly ? personId : null;
  return { communityId: community.id, standing, outcome, holder: holderIn(query), toldBy };
}

function pathOf(communityId: string, { show, ...parts }: StoriesQuery): string {
  const query = new URLSearchParams();
  if (show !== 'shown') query.set('show', show);
  for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value);
  return storyPaths.listOf(communityId, query);
}

const whole = { outcome: null, kind: null, of: null } as const;

/** What a list says that shows nothing: a part of the keys of its words. */
function emptyOf({ before, outcome, kind }: StoriesQuery, { standing }: StoryLook): string {
  if (before) return 'end';
  if (standing === 'withdrawn') return 'withdrawn';
  return outcome || kind ? 'narrowed' : 'all';
}

async function pageOf(
  tx: Transaction,
  rooms: HolderRooms,
  { reader, query }: { reader: Reader; query: StoriesQuery },
) {
  const look = lookOf(reader, query);
  const page = { before: query.before, limit: storiesPerPage + 1 };
  const found = await storiesOf(tx, look, page);
  const shown = found.slice(0, storiesPerPage);
  const holders = [...shown.map(({ holder }) => holder), ...(look.holder ? [look.holder] : [])];
  const names = await namesOf(tx, rooms, reader, holders);
  return {
    look,
    about: look.holder && names.get(look.holder.id),
    stories: shown.map((story) => lineOf(story, reader, names.get(story.holder.id) ?? null)),
    last: found.length > storiesPerPage ? shown.at(-1) : undefined,
  };
}

/** `GET /communities/<id>/practice`: what members put into practice, and how it went. */
export function listStories({ db, rooms }: { db: Database; rooms: HolderRooms }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const query = StoriesQuery.parse(req.query);
    const { reader, page } = await db.within(session.organizationId, async (tx) => {
      const reader = await readerOf(tx, session, req.params['communityId']);
      return { reader, page: await pageOf(tx, rooms, { reader, query }) };
    });
    const { id } = reader.community;
    const at = (part: Partial<StoriesQuery>) => pathOf(id, { ...query, before: null, ...part });
    const isMember = reader.role !== 'visitor';
    render(req, res, 'stories/list', {
      section: 'library',
      reader,
      ...page,
      namesHolder: true,
      show: page.look.standing,
      outcome: page.look.outcome,
      parts: (isMember ? standings : []).map((show) => ({
        name: show,
        path: at({ ...whole, show }),
      })),
      sieves: [null, ...outcomes].map((outcome) => ({
        name: outcome ?? 'any',
        isCurrent: outcome === page.look.outcome,
        path: at({ outcome }),
      })),
      empty: emptyOf(query, page.look),
      tellOf:
        isMember && page.look.holder && page.about && storyPaths.formFor(id, page.look.holder),
      all: storyPaths.list(id),
      first: query.before && at({}),
      next: page.last && at({ before: page.last.id }),
    });
  };
}
