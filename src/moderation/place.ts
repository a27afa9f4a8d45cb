import type { Request } from 'express';
import { z } from 'zod';
import { memberWhoMay } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { memberAt, memberAtPost, type AtPost, type AtThread } from '../discussions/index.ts';
import { NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { acts, type Act } from './decision.ts';

function checkModerates(tx: Transaction, req: Request) {
  const { communityId } = req.params;
  return memberWhoMay(tx, personIn(req), { power: 'moderate', communityId });
}

/** A post, for whoever looks after the talk. @throws NotFound | Forbidden */
export async function careAtPost(tx: Transaction, req: Request): Promise<AtPost> {
  await checkModerates(tx, req);
  return memberAtPost(tx, req);
}

/** A thread, for whoever looks after the talk. @throws NotFound | Forbidden */
export async function careAtThread(tx: Transaction, req: Request): Promise<AtThread> {
  await checkModerates(tx, req);
  return memberAt(tx, req);
}

/** The act that an address names. @throws NotFound */
export function actIn(req: Request): Act {
  const act = z.enum(acts).safeParse(req.params['act']).data;
  if (!act) throw new NotFound('Nobody can do that to a post');
  return act;
}
