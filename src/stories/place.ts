import type { Request } from 'express';
import { z } from 'zod';
import { memberOf, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { PersonalSession } from '../sessions/index.ts';
import { findStory } from './store.ts';
import { maySee, type Story } from './story.ts';

/** The story of this address, and the member who does something to it. @throws NotFound | Forbidden when they only read */
export async function memberAt(
  tx: Transaction,
  session: PersonalSession,
  params: Request['params'],
): Promise<{ member: Member; story: Story }> {
  const member = await memberOf(tx, session, params['communityId']);
  const id = z.uuid().safeParse(params['storyId']).data;
  const story = id && (await findStory(tx, id));
  if (!story || story.communityId !== member.community.id || !maySee(story, member))
    throw new NotFound('No such story here');
  return { member, story };
}
