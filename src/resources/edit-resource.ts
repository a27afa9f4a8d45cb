import type { Request, Response } from 'express';
import { z } from 'zod';
import { topicsOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { choicesFor, type Typed } from './form-page.ts';
import { EditForm } from './forms.ts';
import type { AskForLook } from './link-jobs.ts';
import { guideOf } from './guide-store.ts';
import { resourcePaths } from './paths.ts';
import { memberAt } from './place.ts';
import type { Resource } from './resource.ts';
import { checkMayEdit, edit, Refused } from './write.ts';

/** What the form holds before anybody types. */
function valuesOf(resource: Resource, guide: Awaited<ReturnType<typeof guideOf>>): object {
  const { title, whySource: why, topicId: topic, licence, licenceWords, source, url } = resource;
  const said = Object.fromEntries(guide.map((each) => [each.part, each.source]));
  const { language } = resource;
  return { title, why, topic, licence, licenceWords, source, url, language, ...said };
}

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: Partial<Typed>,
): Promise<void> {
  const session = personIn(req);
  const { member, resource, topics, guide } = await db.within(
    session.organizationId,
    async (tx) => {
      const place = await memberAt(tx, session, req.params);
      checkMayEdit(place);
      return {
        ...place,
        topics: await topicsOf(tx, place.member.community.id),
        guide: await guideOf(tx, place.resource.id),
      };
    },
  );
  const { id } = member.community;
  render(req, res, 'resources/edit', {
    ...choicesFor(req, res),
    section: 'library',
    reader: member,
    resource,
    topics,
    library: resourcePaths.library(id),
    action: resourcePaths.resource(id, resource.id),
    isLink: resource.kind === 'link',
    values: values ?? valuesOf(resource, guide),
    errors: errors ?? {},
  });
}

/** `GET …/library/<resource>/edit`: what is said of one's own, to be changed. */
export function editForm(db: Database) {
  return (req: Request, res: Response): Promise<void> => showForm(db, { req, res }, {});
}

/** `POST …/library/<resource>`: changes it. */
export function editResource(db: Database, askForLook: AskForLook) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const again = (errors: object) => {
      res.status(422);
      return showForm(db, { req, res }, { values: req.body, errors });
    };
    const form = EditForm.safeParse(req.body);
    if (!form.success) return again(z.flattenError(form.error).fieldErrors);
    try {
      const { organizationId } = session;
      const { member, resource, leadsElsewhere } = await db.within(organizationId, async (tx) => {
        const place = await memberAt(tx, session, req.params);
        return { ...place, leadsElsewhere: await edit(tx, place, form.data) };
      });
      if (leadsElsewhere) askForLook({ organizationId, resourceId: resource.id });
      return res.redirect(303, resourcePaths.resource(member.community.id, resource.id));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return again(error.errors);
    }
  };
}
