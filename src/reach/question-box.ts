import type { Community, Reader } from '../communities/index.ts';
import { newId } from '../db/index.ts';
import { isPersonal, type Session } from '../sessions/index.ts';

/** What a question from outside can be about. */
export interface AskedAbout {
  kind: 'article' | 'resource';
  id: string;
}

/** The address of the form to ask about something that is for everybody. */
export const questionPath = ({ kind, id }: AskedAbout) => `/${kind}s/${id}/questions`;

/** Whether this visit may ask the community from outside: somebody in particular, who does not belong. */
export function mayAskFromOutside(
  session: Session,
  community: Community,
  reader: Reader | null,
): boolean {
  const isOutside = reader === null || reader.role === 'visitor';
  return isPersonal(session) && isOutside && community.questionsFromOutside === 'welcome';
}

/** The form below something that is for everybody, for those who may ask there; null for everybody else. */
export function questionBox(
  session: Session,
  { community, reader }: { community: Community; reader: Reader | null },
  about: AskedAbout,
) {
  if (!mayAskFromOutside(session, community, reader)) return null;
  return { action: questionPath(about), communityName: community.name, values: { _key: newId() } };
}
