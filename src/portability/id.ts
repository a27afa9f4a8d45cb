import { createHmac } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** An id, in small letters. Those that we make tell when, so that what is sorted by them stays in its order. */
export const idPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** The bytes of an id that say when it was made, and in which order within that moment. */
const orderingBytes = 10;

/**
 * New ids for those of an archive: always the same for the same one, so that nothing has to be remembered; as
 * old as it, so that all stays in its order; and none that anybody can guess.
 */
export function newIdsBy(key: string): (id: string) => string {
  return (id) => {
    const bytes = parse(id);
    const proof = createHmac('sha256', key).update(id).digest();
    bytes.set(proof.subarray(0, bytes.length - orderingBytes), orderingBytes);
    return stringify(bytes);
  };
}
