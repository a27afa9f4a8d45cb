import pg from 'pg';
import { openEmbedded } from '../../src/db/embedded.ts';
import { freshDatabase } from '../support/database.ts';

/** A fresh database as its owner sees it: below the organizations, where tables are made. */
export interface OwnedDatabase {
  place: { url: string } | { directory: string };
  pool: pg.Pool;
  /** Lets go of the database, so that the program can open it. */
  release(): Promise<void>;
  dispose(): Promise<void>;
  /** Both. */
  close(): Promise<void>;
}

export async function openAsOwner(): Promise<OwnedDatabase> {
  const fresh = await freshDatabase();
  const engine = await connect(fresh.place);
  return {
    place: fresh.place,
    pool: engine.pool,
    release: () => engine.close(),
    dispose: () => fresh.dispose(),
    close: async () => {
      await engine.close();
      await fresh.dispose();
    },
  };
}

async function connect(place: OwnedDatabase['place']) {
  if ('directory' in place) return openEmbedded(place.directory);
  const pool = new pg.Pool({ connectionString: place.url });
  return { pool, close: () => pool.end() };
}
