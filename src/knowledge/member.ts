import type { Member, Reader } from '../communities/index.ts';

/** Whether they belong, and do not only read. */
export function isMember(reader: Reader): reader is Member {
  return reader.role !== 'visitor';
}
