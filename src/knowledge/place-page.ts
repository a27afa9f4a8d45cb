import type { Request, Response } from 'express';
import { recordBy } from '../activity/index.ts';
import { topicsOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { mayPlace } from './article.ts';
import { PlaceForm } from './forms.ts';
import { lockOrder, orderOf, updatePlace, writeOrder } from './order-store.ts';
import { knowledgePaths } from './paths.ts';
import { memberAt, type AtArticle } from './place.ts';
import { inReadingOrder, swapped } from './section.ts';
import { sectionsOf } from './section-store.ts';
import { checkPlace } from './write.ts';

/** @throws Forbidden when it is not theirs to place */
function checkMayPlace({ member, article }: AtArticle): void {
  if (!mayPlace(article, member)) throw new Forbidden('Not theirs to place');
}

/** `GET …/knowledge/<article>/place`: where it stands, to be moved. */
export function placePage({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const page = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      checkMayPlace(place);
      const { id } = place.member.community;
      const order = await orderOf(tx, place.article);
      return {
        ...place,
        sections: inReadingOrder(await sectionsOf(tx, id)),
        topics: await topicsOf(tx, id),
        at: order.indexOf(place.article.id) + 1,
        of: order.length,
      };
    });
    const { member, article, at, of } = page;
    const { id } = member.community;
    render(req, res, 'knowledge/place', {
      section: 'knowledge',
      reader: member,
      ...page,
      isFirst: at === 1,
      isLast: at === of,
      values: { section: article.sectionId, topic: article.topicId },
      errors: {},
      action: knowledgePaths.place(id, article.id),
      back: knowledgePaths.article(id, article.id),
    });
  };
}

/** `POST …/knowledge/<article>/place`: moves it a step, or to the end of another section. */
export function placeArticle({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const wish = bodyOf(req, PlaceForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      checkMayPlace(place);
      const { member, article } = place;
      if (wish.act === 'put') {
        await checkPlace(tx, member, wish);
        await updatePlace(tx, article, wish);
      } else {
        const order = await lockOrder(tx, article);
        await writeOrder(tx, swapped(order, article.id, wish.act === 'up' ? -1 : 1));
      }
      const deed = { objectKind: 'article', objectId: article.id } as const;
      await recordBy(tx, member, { ...deed, verb: 'placed' });
      const { id } = member.community;
      return wish.act === 'put'
        ? knowledgePaths.article(id, article.id)
        : knowledgePaths.place(id, article.id);
    });
    res.redirect(303, path);
  };
}
