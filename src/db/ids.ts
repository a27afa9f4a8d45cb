import { NIL, v7 } from 'uuid';

/** A new primary key: UUIDv7, so that newer rows sort after older ones and none can be guessed. */
export function newId(): string {
  return v7();
}

/** Before every other, such as where a list begins. */
export const beforeAllIds = NIL;

/** The smallest id of this moment: what was made since has a greater one, so that an index on ids finds it. */
export function earliestId(moment: Date): string {
  return v7({ msecs: moment.getTime(), seq: 0, random: new Uint8Array(16) });
}
