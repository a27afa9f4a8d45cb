import type { BornAt, Owned } from './columns.ts';

interface Heirs extends Owned {
  articleId: string;
  namedBy: string;
  heirId: string;
  namedAt: BornAt;
}

interface Handovers extends Owned {
  id: string;
  communityId: string;
  leftBy: string;
  givenBy: string;
  givenAt: BornAt;
  undoneAt: Date | null;
}

interface HandedArticles extends Owned {
  handoverId: string;
  articleId: string;
  heirId: string;
}

export interface ContinuityTables {
  heirs: Heirs;
  handovers: Handovers;
  handedArticles: HandedArticles;
}
