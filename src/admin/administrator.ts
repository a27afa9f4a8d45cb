import type { Request } from 'express';
import { may, type Power } from '../communities/index.ts';
import { NotFound } from '../errors.ts';
import { isPersonal, signedIn, type PersonalSession } from '../sessions/index.ts';

/**
 * The session of the organization's administrator, as their launch says, who has this power.
 *
 * @throws SignedOut | NotFound for everybody else: they are not told that there is anything
 */
export function administratorWhoMay(power: Power, req: Request): PersonalSession {
  const session = signedIn(req);
  const isTheirs = session.isAdministrator && may('administrator', power);
  if (!isTheirs || !isPersonal(session)) throw new NotFound('No such page');
  return session;
}
