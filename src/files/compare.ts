import { everyOrganization } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import type { Content, Place, Storage } from './storage.ts';
import { blobsAfter } from './store.ts';

const atOnce = 500;

/** How the storage differs from what the database says of it. */
export interface Comparison {
  contents: number;
  missing: Place[];
  /** There, and of another size than it was. */
  changed: Place[];
}

async function* contentsOf(db: Database, organizationId: string): AsyncGenerator<Content & Place> {
  let after = '';
  for (;;) {
    const page = { after, limit: atOnce };
    const contents = await db.within(organizationId, (tx) => blobsAfter(tx, page));
    for (const content of contents) yield { organizationId, ...content };
    const last = contents.at(-1);
    if (!last) return;
    after = last.sha256;
  }
}

/** Looks whether everything that the database knows of is in the storage, as after a restore. */
export async function compareFiles(db: Database, storage: Storage): Promise<Comparison> {
  const sizes = new Map<string, number>();
  for await (const { organizationId, sha256, sizeBytes } of storage.list())
    sizes.set(`${organizationId}/${sha256}`, sizeBytes);
  const comparison: Comparison = { contents: 0, missing: [], changed: [] };
  for await (const id of everyOrganization(db)) {
    for await (const { organizationId, sha256, sizeBytes } of contentsOf(db, id)) {
      comparison.contents += 1;
      const size = sizes.get(`${organizationId}/${sha256}`);
      if (size === undefined) comparison.missing.push({ organizationId, sha256 });
      else if (size !== sizeBytes) comparison.changed.push({ organizationId, sha256 });
    }
  }
  return comparison;
}
