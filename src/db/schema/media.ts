import type { Generated } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface Media extends Owned {
  fileId: string;
  startMs: Generated<number>;
  endMs: number | null;
  state: Generated<'waiting' | 'working' | 'ready' | 'failed'>;
  percent: Generated<number>;
  playableId: string | null;
  posterId: string | null;
  createdAt: BornAt;
}

export interface MediaTables {
  media: Media;
}
