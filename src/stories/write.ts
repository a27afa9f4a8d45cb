import { recordBy } from '../activity/index.ts';
import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import { withdrawOrShow, type Standing } from '../standing/index.ts';
import { renderMarkdown, rendererVersion } from '../web/index.ts';
import type { EditForm, TellForm } from './forms.ts';
import { insertStory, updateReason, updateStory, type StoryWords } from './store.ts';
import { isTeller, mayStand, type Story } from './story.ts';

function wordsOf({ outcome, tried, numbers, url }: EditForm): StoryWords {
  const triedHtml = renderMarkdown(tried);
  return { outcome, triedSource: tried, triedHtml, rendererVersion, numbers, url };
}

/** Tells how it went. The caller has seen that what was used is there. @returns the story's id */
export async function tell(tx: Transaction, member: Member, form: TellForm): Promise<string> {
  const { organizationId, id: communityId } = member.community;
  const holder = { kind: form.kind, id: form.of };
  const toldBy = member.personId;
  const story = { ...wordsOf(form), organizationId, communityId, toldBy, holder };
  const id = await insertStory(tx, story);
  await recordBy(tx, member, { verb: 'put into practice', objectKind: 'story', objectId: id });
  return id;
}

/** @throws Forbidden when somebody else told it */
export function checkMayEdit(story: Story, member: Member): void {
  if (!isTeller(story, member)) throw new Forbidden('Not theirs to change');
}

/** Changes one's own words. @throws Forbidden */
export async function edit(
  tx: Transaction,
  { member, story }: { member: Member; story: Story },
  form: EditForm,
): Promise<void> {
  checkMayEdit(story, member);
  await updateStory(tx, story.id, wordsOf(form));
  await recordBy(tx, member, { verb: 'edited', objectKind: 'story', objectId: story.id });
}

/** @throws Forbidden when it is not theirs to withdraw or to show again */
export function checkMayStand(story: Story, member: Member): void {
  if (!mayStand(story, member)) throw new Forbidden('Not theirs to withdraw or show');
}

/** Withdraws it, or shows it again; doing either twice changes nothing. @throws Forbidden */
export async function stand(
  tx: Transaction,
  { member, story }: { member: Member; story: Story },
  { standing, reason }: { standing: Standing; reason: string },
): Promise<void> {
  checkMayStand(story, member);
  const isTold = standing === 'withdrawn' && !isTeller(story, member);
  if (await withdrawOrShow(tx, member, { kind: 'story', id: story.id }, standing))
    await updateReason(tx, story.id, isTold ? reason : '');
}
