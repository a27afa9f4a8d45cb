import type { Request, Response } from 'express';
import { memberOf, owedExpectations, topicsOf, writerOf } from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { filePaths, type StoredFile } from '../files/index.ts';
import type { AskForPlayable } from '../media/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { languageOf, render } from '../web/index.ts';
import { draftFor, endDraft } from '../writing/index.ts';
import { choicesFor, errorsIn, keptFile, type Typed } from './form-page.ts';
import { GiveForm, GivenFile, GivenTitle } from './forms.ts';
import type { AskForLook } from './link-jobs.ts';
import { resourcePaths } from './paths.ts';
import { kindOfFile, plays } from './resource.ts';
import { give, Refused } from './write.ts';

const draftOf = (communityId: string) => `resource:new:${communityId}`;

/** What its giver plays to see which part of it they mean. */
function previewOf(values: object, file: StoredFile | null) {
  if (!file || GivenFile.parse(values).what !== 'file') return null;
  const kind = kindOfFile(file.mediaType);
  return plays(kind) ? { kind, path: filePaths.file(file.id) } : null;
}

/** A form that nothing was sent from yet: a draft goes before what it begins as, and what the address names before both. */
type Beginning = Pick<Typed, 'values'> & { named: object };

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  form: Typed | Beginning,
): Promise<void> {
  const session = personIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const reader = await memberOf(tx, session, req.params['communityId']);
    const draft = draftOf(reader.community.id);
    const begun = 'errors' in form ? null : await draftFor(tx, session, draft);
    const values = { ...form.values, ...begun, ...('named' in form && form.named) };
    const kept = await keptFile(tx, session, values);
    return {
      reader,
      draft,
      isRestored: begun !== null,
      values,
      kept,
      preview: previewOf(values, kept),
      topics: await topicsOf(tx, reader.community.id),
      expectations: await owedExpectations(tx, reader),
    };
  });
  const library = resourcePaths.library(page.reader.community.id);
  const errors = 'errors' in form ? form.errors : {};
  const choices = choicesFor(req, res);
  render(req, res, 'resources/new', { ...page, ...choices, section: 'library', library, errors });
}

/** `GET /communities/<id>/library/new`: the form to share a link or a file. */
export function giveForm(db: Database) {
  return (req: Request, res: Response): Promise<void> => {
    const language = languageOf(req, res);
    const values = { _key: newId(), what: 'link', language };
    const { fileId } = GivenFile.parse(req.query);
    const { title } = GivenTitle.parse(req.query);
    const named = fileId === null ? {} : { what: 'file', fileId, ...(title !== '' && { title }) };
    return showForm(db, { req, res }, { values, named });
  };
}

/** Has the background do what is to be done about it. */
function askAbout(
  form: GiveForm,
  { organizationId, resourceId }: { organizationId: string; resourceId: string },
  { askForLook, askForPlayable }: { askForLook: AskForLook; askForPlayable: AskForPlayable },
): void {
  if (form.what === 'link') askForLook({ organizationId, resourceId });
  else askForPlayable({ organizationId, fileId: form.fileId });
}

/** `POST /communities/<id>/library`: shares it, once for each form. */
export function giveResource(
  db: Database,
  ask: { askForLook: AskForLook; askForPlayable: AskForPlayable },
) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const again = (errors: object) => {
      res.status(422);
      return showForm(db, { req, res }, { values: req.body, errors });
    };
    const form = GiveForm.safeParse(req.body);
    const errors = await errorsIn(db, req, form.error);
    if (!form.success || errors) return again(errors ?? {});
    const { _key: key, accepted } = form.data;
    let resourceId = '';
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const member = await writerOf(tx, session, req.params['communityId'], accepted);
        const { id } = member.community;
        await endDraft(tx, session, draftOf(id), key);
        resourceId = await give(tx, member, form.data);
        return resourcePaths.resource(id, resourceId);
      });
      // Pressed twice, it was asked for the first time.
      if (resourceId !== '') askAbout(form.data, { organizationId, resourceId }, ask);
      return res.redirect(303, location);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return again(error.errors);
    }
  };
}
