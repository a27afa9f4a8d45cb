import { addToVotes } from '../agenda/index.ts';
import { newId, type Transaction } from '../db/index.ts';
import { countBallots } from '../polls/index.ts';
import { addToThanks } from '../resources/index.ts';
import { moveSessions } from '../sessions/index.ts';
import { deleteCodesOf, takeCode } from './code-store.ts';
import { personalColumns, type PersonalColumn } from './personal-columns.ts';
import { pointBack, putAside, putBack, repoint, type Join } from './row-store.ts';
import {
  hideEmail,
  insertJoin,
  latestStandingJoin,
  lockPersons,
  markUndone,
  platformsOf,
  showEmail,
  updateNaming,
} from './store.ts';
import { tryCode, type Refusal, type Try } from './try-code.ts';

/** The counts that pages show beside what was put aside or written again. */
async function recount(
  tx: Transaction,
  { table }: PersonalColumn,
  keys: readonly Record<string, string>[],
  change: 1 | -1,
): Promise<void> {
  for (const { item_id: itemId, thread_id: threadId, resource_id: resourceId } of keys) {
    if (table === 'agenda_votes' && itemId) await addToVotes(tx, itemId, change);
    if (table === 'resource_thanks' && resourceId) await addToThanks(tx, resourceId, change);
    if (table === 'poll_ballots' && threadId) await countBallots(tx, threadId);
  }
}

async function settleRivals(tx: Transaction, join: Join, personal: PersonalColumn): Promise<void> {
  const { keptId, joinedId } = join;
  if (personal.rivals?.rank) {
    await putAside(tx, join, personal, { of: keptId, against: joinedId, onlyWeaker: true });
  }
  const rest = { of: joinedId, against: keptId, onlyWeaker: false };
  await recount(tx, personal, await putAside(tx, join, personal, rest), -1);
}

/**
 * Makes one person of two: whoever enters the code becomes the one who was given it, with all that is
 * theirs, in every table. Nothing comes of it but a refusal where the code does not prove it.
 */
export async function joinPersons(
  tx: Transaction,
  attempt: Try,
): Promise<{ refusal: Refusal } | null> {
  const found = await tryCode(tx, attempt);
  if ('refusal' in found) return found;
  const { organizationId, personId: joinedId } = attempt;
  const keptId = found.ownerId;
  await lockPersons(tx, [keptId, joinedId]);
  // Somebody else may have used it while this waited for the locks.
  if (!(await takeCode(tx, keptId, found.codeHash))) return { refusal: 'joins.refused.unknown' };
  const join = { organizationId, id: newId(), keptId, joinedId };
  await deleteCodesOf(tx, [keptId, joinedId]);
  await insertJoin(tx, join);
  const platformIds = (await platformsOf(tx, joinedId)).map(({ id }) => id);
  for (const personal of personalColumns) {
    if (personal.rivals) await settleRivals(tx, join, personal);
    await repoint(tx, join, personal);
  }
  await updateNaming(tx, keptId, { platformIds, namesPerson: false });
  await hideEmail(tx, join);
  await moveSessions(tx, { from: joinedId, into: keptId, platformIds });
  return null;
}

/**
 * Takes the latest join of this person back, by its log. What was done as the one person since stays theirs.
 *
 * @returns false where it is not the latest that stands
 */
export async function undoJoin(
  tx: Transaction,
  { keptId, joinId }: { keptId: string; joinId: string },
): Promise<boolean> {
  await lockPersons(tx, [keptId]);
  const join = await latestStandingJoin(tx, keptId);
  if (join?.id !== joinId) return false;
  for (const personal of personalColumns.toReversed()) {
    await pointBack(tx, join, personal);
    if (personal.rivals) await recount(tx, personal, await putBack(tx, join, personal), 1);
  }
  await showEmail(tx, join);
  await markUndone(tx, join);
  const platformIds = (await platformsOf(tx, join.joinedId)).map(({ id }) => id);
  await updateNaming(tx, join.joinedId, { platformIds, namesPerson: true });
  await moveSessions(tx, { from: keptId, into: join.joinedId, platformIds });
  return true;
}
