import type { BornAt, Owned } from './columns.ts';

interface GlossaryTerms extends Owned {
  id: string;
  communityId: string;
  term: string;
  termKey: string;
  meaning: string;
  articleId: string | null;
  wordedBy: string;
  wordedAt: BornAt;
}

export interface GlossaryTables {
  glossaryTerms: GlossaryTerms;
}
