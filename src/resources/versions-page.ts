import type { Request, Response } from 'express';
import { z } from 'zod';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { filePaths, kindWord } from '../files/index.ts';
import type { AskForPlayable } from '../media/index.ts';
import { once } from '../people/index.ts';
import { personIn, signedIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { keptFile, withFileErrors, type Typed } from './form-page.ts';
import { ReturnForm, VersionForm } from './forms.ts';
import { resourcePaths } from './paths.ts';
import { memberAt, readerAt } from './place.ts';
import { bringBack, checkMayRenew, renew } from './renew.ts';
import { isGiver, looksAfter } from './resource.ts';
import { versionsOf, type Version } from './version-store.ts';
import { Refused } from './write.ts';

/** A version as its line; the number of one that was brought back says which it was. */
function lineOf(version: Version, versions: readonly Version[]) {
  const { fileId } = version;
  const isCurrent = version === versions[0];
  const first = versions.findLast((each) => each.fileId === fileId);
  return {
    ...version,
    isCurrent,
    sameAs: first === version ? null : first?.versionNo,
    isReturnable: !isCurrent && fileId !== versions[0]?.fileId,
    path: filePaths.file(fileId),
    kind: kindWord(version.mediaType),
  };
}

async function showPage(
  db: Database,
  { req, res }: { req: Request; res: Response },
  sent?: Typed,
): Promise<void> {
  const session = signedIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const { reader, resource } = await readerAt(tx, session, req.params);
    if (!resource.file) throw new NotFound('It is a link');
    const versions = await versionsOf(tx, resource.id);
    const kept = sent ? await keptFile(tx, reader, sent.values) : null;
    return { reader, resource, versions, kept };
  });
  const { reader, resource, versions } = page;
  const { id } = reader.community;
  const isMember = reader.role !== 'visitor';
  render(req, res, 'resources/versions', {
    section: 'library',
    reader,
    resource,
    kept: page.kept,
    versions: versions.map((version) => lineOf(version, versions)),
    mayRenew: isMember && isGiver(resource, reader),
    mayReturn: isMember && looksAfter(resource, reader),
    action: resourcePaths.versions(id, resource.id),
    return: resourcePaths.returned(id, resource.id),
    back: resourcePaths.resource(id, resource.id),
    values: sent?.values ?? { _key: newId() },
    errors: sent?.errors ?? {},
  });
}

/** `GET …/library/<resource>/versions`: the files it consisted of, and a newer one to be given. */
export function versionsPage(db: Database) {
  return (req: Request, res: Response): Promise<void> => showPage(db, { req, res });
}

/** `POST …/library/<resource>/versions`: gives it a newer file, once for each form. */
export function renewResource(db: Database, askForPlayable: AskForPlayable) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const placeOf = async (tx: Transaction) => {
      const place = await memberAt(tx, session, req.params);
      checkMayRenew(place);
      return place;
    };
    const again = (errors: object) => {
      res.status(422);
      return showPage(db, { req, res }, { values: req.body, errors });
    };
    const form = VersionForm.safeParse(req.body);
    const fields = form.error ? z.flattenError(form.error).fieldErrors : null;
    const errors = withFileErrors(req, fields);
    if (!form.success || errors) {
      await db.within(organizationId, placeOf);
      return again(errors ?? {});
    }
    const { _key: key, fileId } = form.data;
    let isRenewed = false;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const place = await placeOf(tx);
        await renew(tx, place, form.data);
        isRenewed = true;
        return resourcePaths.resource(place.member.community.id, place.resource.id);
      });
      // Pressed twice, it was asked for the first time.
      if (isRenewed) askForPlayable({ organizationId, fileId });
      return res.redirect(303, location);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return again(error.errors);
    }
  };
}

/** `POST …/library/<resource>/versions/return`: has it consist of an earlier file again. */
export function returnVersion(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const wish = bodyOf(req, ReturnForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      await bringBack(tx, place, wish);
      return resourcePaths.resource(place.member.community.id, place.resource.id);
    });
    res.redirect(303, path);
  };
}
