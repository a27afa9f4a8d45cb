import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import { collectionsInside, resourcesInside } from '../inside.ts';
import { reachOf } from './reach.ts';
import type { Bounds, Page } from '../leaving.ts';

interface CollectionRow {
  id: string;
  title: string;
  aboutSource: string;
  madeBy: string;
  reach: 'community' | 'organization';
  items: string[];
  createdAt: Date;
  updatedAt: Date;
}

export async function collectionsLeaving(
  tx: Transaction,
  bounds: Bounds,
  { after, limit }: Page,
): Promise<CollectionRow[]> {
  const { rows } = await sql<CollectionRow>`
    select collections.id, collections.title, collections.about_source, collections.made_by, ${reachOf('collections')} as reach,
           collections.created_at, collections.updated_at,
           array(select resources.id from collection_items
                   join resources on resources.organization_id = collection_items.organization_id
                    and resources.id = collection_items.resource_id
                  where collection_items.organization_id = collections.organization_id
                    and collection_items.collection_id = collections.id and ${resourcesInside(bounds)}
                  order by collection_items.position, resources.id) as items
      from collections
     where ${collectionsInside(bounds)} and (${after}::uuid is null or collections.id > ${after}::uuid)
     order by collections.id limit ${limit}`.execute(tx);
  return rows;
}
