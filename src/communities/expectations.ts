import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import type { PersonalSession } from '../sessions/index.ts';
import { renderMarkdown } from '../web/index.ts';
import { memberOf } from './belonging.ts';
import { currentCharter } from './charter-store.ts';
import { owesAcceptance, type Member, type Reader } from './community.ts';
import { accepted } from './forms.ts';
import { updateAcceptance } from './membership-store.ts';

/** What members expect of one another, for somebody who has yet to say yes to it. */
export interface Expectations {
  version: number;
  contributionsHtml: string;
  conductHtml: string;
}

/** What is to be accepted before this reader writes here; null when nothing is. */
export async function owedExpectations(
  tx: Transaction,
  reader: Reader,
): Promise<Expectations | null> {
  if (!owesAcceptance(reader)) return null;
  const { version, contributions, conduct } = await currentCharter(tx, reader.community.id);
  return {
    version,
    contributionsHtml: renderMarkdown(contributions),
    conductHtml: renderMarkdown(conduct),
  };
}

/** Whether this member must still accept the charter, and does not do so with the form they send. */
export async function leavesAcceptanceOwed(
  tx: Transaction,
  session: PersonalSession,
  communityId: unknown,
  form: unknown,
): Promise<boolean> {
  const member = await memberOf(tx, session, communityId);
  const said = z.object({ accepted }).parse(form);
  return owesAcceptance(member) && said.accepted < member.community.bindingVersion;
}

/**
 * A member who may write now, because they accepted the charter before or accept it with this very form.
 *
 * @param version the charter version they say yes to; 0 for none
 * @throws NotFound | Forbidden when they do not belong
 * @throws Conflict when the charter is still to be accepted
 */
export async function writerOf(
  tx: Transaction,
  session: PersonalSession,
  communityId: unknown,
  version: number,
): Promise<Member> {
  const member = await memberOf(tx, session, communityId);
  if (!owesAcceptance(member)) return member;
  if (version < member.community.bindingVersion)
    throw new Conflict('The charter is still to be accepted');
  const key = { communityId: member.community.id, personId: member.personId };
  await updateAcceptance(tx, key, Math.min(version, member.community.charterVersion));
  return member;
}
