import type { Transaction } from '../db/index.ts';

/** Why what a file says is not looked for; the ends of keys of the translation files. */
type UnreadReason = 'locked' | 'damaged' | 'large';

/** What takes too long or too much to be read is too large, whatever its bytes. */
const reasonOf: Record<string, UnreadReason> = {
  locked: 'locked',
  damaged: 'damaged',
  large: 'large',
  slow: 'large',
  heavy: 'large',
};

/** Why nobody finds a resource by what its file says; null where they do, or will once it was read. */
export async function whyUnread(tx: Transaction, resourceId: string): Promise<UnreadReason | null> {
  const text = await tx
    .selectFrom('resources')
    .innerJoin('files', (join) =>
      join
        .onRef('files.organizationId', '=', 'resources.organizationId')
        .onRef('files.id', '=', 'resources.fileId'),
    )
    .innerJoin('fileTexts', (join) =>
      join
        .onRef('fileTexts.organizationId', '=', 'files.organizationId')
        .onRef('fileTexts.sha256', '=', 'files.sha256'),
    )
    .select('fileTexts.problem')
    .where('resources.id', '=', resourceId)
    .executeTakeFirst();
  return reasonOf[text?.problem ?? ''] ?? null;
}
