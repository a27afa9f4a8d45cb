import type { Generated } from 'kysely';
import type { BornAt, Json, Owned } from './columns.ts';

interface ArchiveImports extends Owned {
  id: string;
  begunBy: string;
  courseId: string | null;
  spoolName: string;
  archiveId: string;
  name: string;
  madeAt: Date;
  state: Generated<'ready' | 'waiting' | 'checking' | 'founding' | 'done' | 'failed'>;
  percent: Generated<number>;
  problem: string | null;
  part: string | null;
  line: number | null;
  communityId: string | null;
  extent: Json | null;
  createdAt: BornAt;
}

export interface PortabilityTables {
  archiveImports: ArchiveImports;
}
