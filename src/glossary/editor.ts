import type { Request } from 'express';
import { z } from 'zod';
import { may, memberOf, type Member, type Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import type { PersonalSession } from '../sessions/index.ts';
import { findTerm, ownsArticle, type Term } from './store.ts';

/** Whether they say what the words mean: facilitators, and members who look after an article that everybody reads. */
export async function mayWord(tx: Transaction, reader: Reader): Promise<boolean> {
  const { role, personId, community } = reader;
  if (may(role, 'moderate')) return true;
  if (role === 'visitor' || personId === null) return false;
  return ownsArticle(tx, community.id, personId);
}

/** Whoever says what the words of this community mean. @throws NotFound | Forbidden when that is not theirs */
export async function editorOf(
  tx: Transaction,
  session: PersonalSession,
  params: Request['params'],
): Promise<Member> {
  const member = await memberOf(tx, session, params['communityId']);
  if (!(await mayWord(tx, member))) throw new Forbidden('Not theirs to say what words mean');
  return member;
}

/** The term of this address, unless it was taken out. */
export async function termAt(
  tx: Transaction,
  { community }: Member,
  params: Request['params'],
): Promise<Term | undefined> {
  const id = z.uuid().safeParse(params['termId']).data;
  return id === undefined ? undefined : findTerm(tx, community.id, id);
}

/** The term of this address, and whoever changes it. @throws NotFound | Forbidden */
export async function editorAt(
  tx: Transaction,
  session: PersonalSession,
  params: Request['params'],
): Promise<{ member: Member; term: Term }> {
  const member = await editorOf(tx, session, params);
  const term = await termAt(tx, member, params);
  if (!term) throw new NotFound('No such term here');
  return { member, term };
}
