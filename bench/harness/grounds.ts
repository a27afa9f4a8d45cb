import { TestPlatform } from '../../test/support/platform/platform.ts';
import { openGuildhall, type Guildhall } from './guildhall.ts';

/** A folder and a PostgreSQL of the benchmarks' own. */
export interface Place {
  home: string;
  /** The address of a database of this name. */
  urlOf: (name: string) => string;
}

/** What every bench stands on: an LMS, and Guildhall on both engines. */
export interface Grounds extends Place {
  platform: TestPlatform;
  onPostgres: Guildhall;
  embedded: Guildhall;
  close(): Promise<void>;
}

export async function openGrounds(place: Place): Promise<Grounds> {
  const platform = await TestPlatform.start();
  const onPostgres = await openGuildhall(platform, place, 'postgresql');
  const embedded = await openGuildhall(platform, place, 'embedded');
  return {
    ...place,
    platform,
    onPostgres,
    embedded,
    close: async () => {
      await Promise.all([onPostgres, embedded].map(({ server }) => server.stop()));
      await platform.close();
    },
  };
}
