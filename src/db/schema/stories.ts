import type { Generated } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface Stories extends Owned {
  id: string;
  communityId: string;
  holderKind: 'resource' | 'post' | 'article';
  holderId: string;
  toldBy: string;
  outcome: 'worked' | 'partly' | 'not';
  triedSource: string;
  triedHtml: string;
  rendererVersion: number;
  numbers: Generated<string>;
  url: string | null;
  standing: Generated<'shown' | 'withdrawn'>;
  stoodBy: string | null;
  stoodAt: Date | null;
  stoodReason: Generated<string>;
  createdAt: BornAt;
  updatedAt: BornAt;
}

export interface StoryTables {
  stories: Stories;
}
