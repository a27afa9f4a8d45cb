import { recordBy } from '../activity/index.ts';
import { may, type Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { closeAgain } from '../reach/index.ts';
import { isMaker, mayArrange, type Collection } from './collection.ts';
import type { AtResource } from './place.ts';
import { isGiver, looksAfter, type Resource } from './resource.ts';

/** A resource as something that may be for everybody, and how whoever looks stands to that. */
export function openedResource(reader: Reader, resource: Resource) {
  const { id, reach, standing } = resource;
  return {
    opened: { kind: 'resource', id } as const,
    sight: {
      personId: reader.personId,
      reach,
      isReadable: standing === 'shown',
      mayAsk: reader.role !== 'visitor' && looksAfter(resource, reader),
      mayDecide: may(reader.role, 'moderate'),
      isTheirWork: isGiver(resource, reader),
    },
  };
}

/** A collection, the same way. */
export function openedCollection(reader: Reader, collection: Collection) {
  const { id, reach, standing } = collection;
  return {
    opened: { kind: 'collection', id } as const,
    sight: {
      personId: reader.personId,
      reach,
      isReadable: standing === 'shown',
      mayAsk: mayArrange(collection, reader),
      mayDecide: may(reader.role, 'moderate'),
      isTheirWork: isMaker(collection, reader),
    },
  };
}

/** What a resource leads to: whoever lets everybody see it has seen this. */
export const contentMark = ({ file, url }: Pick<Resource, 'file' | 'url'>) => file?.id ?? url ?? '';

/**
 * Whoever gave a resource gave it another file or address: where it was for everybody, it is for the community, until
 * somebody else has looked at that as well.
 */
export async function closeUntilSeen(
  tx: Transaction,
  { member, resource }: AtResource,
): Promise<void> {
  const isSecondPair = may(member.role, 'moderate') && !isGiver(resource, member);
  const { opened } = openedResource(member, resource);
  if (isSecondPair || !(await closeAgain(tx, opened, member.personId))) return;
  await recordBy(tx, member, { verb: 'closed', objectKind: opened.kind, objectId: opened.id });
}
