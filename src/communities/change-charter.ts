import type { Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import type { CharterWords } from './charter.ts';
import { insertCharter, updateCharterVersion } from './charter-store.ts';
import type { Member } from './community.ts';
import { updateAcceptance } from './membership-store.ts';
import { updateWords } from './store.ts';

/**
 * Puts a new version in place of the one it was written over. A material one is asked about again, from
 * everybody but its author.
 *
 * @param basedOn the version its author had before them
 * @returns the new version
 * @throws Conflict when somebody else changed the charter meanwhile
 */
export async function changeCharter(
  tx: Transaction,
  { community, personId }: Member,
  basedOn: number,
  words: CharterWords,
): Promise<number> {
  const { organizationId, id: communityId } = community;
  const version = basedOn + 1;
  const key = { organizationId, communityId, createdBy: personId, version };
  if (!(await insertCharter(tx, key, words)))
    throw new Conflict('Somebody else changed the charter meanwhile');
  const binding = words.isMaterial ? { bindingVersion: version } : {};
  await updateCharterVersion(tx, communityId, { charterVersion: version, ...binding });
  await updateAcceptance(tx, { communityId, personId }, version);
  await updateWords(tx, communityId);
  return version;
}
