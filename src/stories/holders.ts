import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { Holder } from './story.ts';

/** Something that was used, as a story names it. */
export interface Named {
  title: string;
  path: string;
}

/** Finds, by their ids, those of one kind that everybody sees who may read this community. */
type FindHolders = (
  tx: Transaction,
  communityId: string,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, Named>>;

/** The rooms whose things stories are told of, by the kind of thing. */
export type HolderRooms = Readonly<Record<Holder['kind'], FindHolders>>;

/** @throws NotFound when there is none that everybody sees here */
export async function holderNamed(
  tx: Transaction,
  rooms: HolderRooms,
  { community }: Reader,
  { kind, id }: Holder,
): Promise<Named> {
  const found = (await rooms[kind](tx, community.id, [id])).get(id);
  if (!found) throw new NotFound('Nothing here that could have been used');
  return found;
}

/** What these stories are of, as far as it is shown still: by its id. */
export async function namesOf(
  tx: Transaction,
  rooms: HolderRooms,
  { community }: Reader,
  holders: readonly Holder[],
): Promise<ReadonlyMap<string, Named>> {
  const names = new Map<string, Named>();
  for (const kind of new Set(holders.map((holder) => holder.kind))) {
    const ids = holders.filter((holder) => holder.kind === kind).map(({ id }) => id);
    for (const [id, named] of await rooms[kind](tx, community.id, [...new Set(ids)]))
      names.set(id, named);
  }
  return names;
}
