import { v7 } from 'uuid';

/** A new UUIDv7: sorts by the moment it was made, and tells nobody how many came before. */
export function newId(): string {
  return v7();
}
