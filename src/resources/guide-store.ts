import type { Transaction } from '../db/index.ts';
import { htmlUpToDate, renderMarkdown, rendererVersion } from '../web/index.ts';
import { guideParts, type Guide, type GuidePart } from './guide.ts';

/** Puts what is said in place of what was said before. */
export async function replaceGuide(
  tx: Transaction,
  owner: { organizationId: string; resourceId: string },
  guide: Guide,
): Promise<void> {
  await tx.deleteFrom('resourceGuides').where('resourceId', '=', owner.resourceId).execute();
  const said = guideParts.filter((part) => guide[part] !== '');
  if (said.length === 0) return;
  const rows = said.map((part) => {
    const source = guide[part];
    return { ...owner, part, source, html: renderMarkdown(source), rendererVersion };
  });
  await tx.insertInto('resourceGuides').values(rows).execute();
}

/** What a resource says of its use, in the order of the parts. */
export async function guideOf(
  tx: Transaction,
  resourceId: string,
): Promise<{ part: GuidePart; source: string; html: string }[]> {
  const rows = await tx
    .selectFrom('resourceGuides')
    .select(['part', 'source', 'html', 'rendererVersion'])
    .where('resourceId', '=', resourceId)
    .execute();
  return guideParts.flatMap((part) =>
    rows
      .filter((row) => row.part === part)
      .map((row) => ({ part, source: row.source, html: htmlUpToDate(row) })),
  );
}
