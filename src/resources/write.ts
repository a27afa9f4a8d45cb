import { recordBy } from '../activity/index.ts';
import { fold, topicsOf, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import { findFile, setUses } from '../files/index.ts';
import { insertMedia } from '../media/index.ts';
import { withdrawOrShow, type Standing } from '../standing/index.ts';
import { renderMarkdown, rendererVersion } from '../web/index.ts';
import type { EditForm, GiveForm } from './forms.ts';
import type { AtResource } from './place.ts';
import { replaceGuide } from './guide-store.ts';
import { awaitPreview } from './preview-store.ts';
import { closeUntilSeen } from './reach.ts';
import { isGiver, kindOfFile, mayStand, plays } from './resource.ts';
import { insertResource, updateWords, type Words } from './store.ts';
import { addToThanks, deleteThanks, insertThanks } from './thanks-store.ts';

/** A field that could not be taken, and why: keys of the translation files. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly errors: Record<string, string[]>;

  constructor(errors: Record<string, string[]>) {
    super('Not taken');
    this.errors = errors;
  }
}

const mostKey = 1000;

/** @throws Refused when the topic is none of the community's */
async function wordsOf(
  tx: Transaction,
  { community }: Member,
  {
    title,
    why,
    topic: topicId,
    licence,
    licenceWords,
    language,
    source,
    when,
    evidence,
  }: EditForm | GiveForm,
): Promise<Words> {
  if (topicId !== null && !(await topicsOf(tx, community.id)).some(({ id }) => id === topicId))
    throw new Refused({ topic: ['thread.topic.unknown'] });
  return {
    title,
    titleKey: fold(title).slice(0, mostKey),
    whySource: why,
    whyHtml: renderMarkdown(why),
    rendererVersion,
    topicId,
    licence,
    licenceWords: licence === 'other' ? licenceWords : '',
    language,
    source,
    saysWhen: when !== '',
    hasEvidence: evidence !== '',
  };
}

/** What the form brings: an address, or a file that its giver gave here. @throws Refused */
async function contentOf(tx: Transaction, { community, personId }: Member, form: GiveForm) {
  if (form.what === 'link') return { kind: 'link' as const, url: form.url, fileId: null };
  const file = await findFile(tx, form.fileId);
  if (file?.givenBy !== personId || file.communityId !== community.id)
    throw new Refused({ files: ['resource.file.missing'] });
  return { kind: kindOfFile(file.mediaType), url: null, fileId: file.id };
}

/** Shares a link or a file with the community. @returns its id @throws Refused */
export async function give(tx: Transaction, member: Member, form: GiveForm): Promise<string> {
  const { organizationId, id: communityId } = member.community;
  const content = await contentOf(tx, member, form);
  const words = await wordsOf(tx, member, form);
  const givenBy = member.personId;
  const owned = { organizationId, communityId, givenBy };
  const id = await insertResource(tx, { ...owned, ...content, ...words });
  await replaceGuide(tx, { organizationId, resourceId: id }, form);
  const fileIds = content.fileId === null ? [] : [content.fileId];
  await setUses(tx, { kind: 'resource', id, organizationId }, { fileIds, writerId: givenBy });
  if (form.what === 'file' && plays(content.kind)) {
    const { fileId, start, end: endMs } = form;
    await insertMedia(tx, { organizationId, fileId, startMs: start ?? 0, endMs });
  }
  if (content.kind === 'link') await awaitPreview(tx, { organizationId, resourceId: id });
  await recordBy(tx, member, { verb: 'shared', objectKind: 'resource', objectId: id });
  return id;
}

/** @throws Forbidden when somebody else gave it */
export function checkMayEdit({ member, resource }: AtResource): void {
  if (!isGiver(resource, member)) throw new Forbidden('Not theirs to change');
}

/** Changes what is said of one's own, and where a link leads. @returns whether it leads elsewhere @throws Forbidden | Refused */
export async function edit(tx: Transaction, place: AtResource, form: EditForm): Promise<boolean> {
  checkMayEdit(place);
  const { member, resource } = place;
  const url = resource.kind === 'link' ? (form.url ?? resource.url) : null;
  await updateWords(tx, resource.id, { ...(await wordsOf(tx, member, form)), url });
  const { organizationId } = resource;
  await replaceGuide(tx, { organizationId, resourceId: resource.id }, form);
  const leadsElsewhere = url !== resource.url;
  if (leadsElsewhere) {
    const { id } = resource;
    await awaitPreview(tx, { organizationId, resourceId: id });
    // The picture of where it led before.
    const holder = { kind: 'resource', id, organizationId } as const;
    await setUses(tx, holder, { fileIds: [], writerId: null });
    await closeUntilSeen(tx, place);
  }
  await recordBy(tx, member, { verb: 'edited', objectKind: 'resource', objectId: resource.id });
  return leadsElsewhere;
}

/** Withdraws it, or shows it again; doing either twice changes nothing. @throws Forbidden */
export async function stand(
  tx: Transaction,
  { member, resource }: AtResource,
  standing: Standing,
): Promise<void> {
  if (!mayStand(resource, member)) throw new Forbidden('Not theirs to withdraw or show');
  await withdrawOrShow(tx, member, { kind: 'resource', id: resource.id }, standing);
}

/** Thanks the giver, or takes that back; doing either twice changes nothing. @throws Forbidden for one's own */
export async function thank(
  tx: Transaction,
  { member, resource }: AtResource,
  wish: 'give' | 'take back',
): Promise<void> {
  if (isGiver(resource, member)) throw new Forbidden('Nobody thanks themselves');
  const { organizationId, id: resourceId } = resource;
  const thanks = { organizationId, resourceId, personId: member.personId };
  const isChanged =
    wish === 'give' ? await insertThanks(tx, thanks) : await deleteThanks(tx, thanks);
  if (!isChanged) return;
  await addToThanks(tx, resourceId, wish === 'give' ? 1 : -1);
  const verb = wish === 'give' ? 'thanked' : 'took back thanks';
  await recordBy(tx, member, { verb, objectKind: 'resource', objectId: resourceId });
}
