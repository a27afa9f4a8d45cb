import type { Generated } from 'kysely';
import type { Owned } from './columns.ts';

interface Captions extends Owned {
  id: string;
  resourceId: string;
  language: string;
  webVtt: string;
  writtenBy: string;
  updatedAt: Generated<Date>;
}

interface Chapters extends Owned {
  resourceId: string;
  beginsAtSeconds: number;
  title: string;
}

interface WatchedPlaces extends Owned {
  resourceId: string;
  personId: string;
  seconds: number;
  ofSeconds: number | null;
  speedPercent: number;
  captionsLanguage: string | null;
  updatedAt: Generated<Date>;
}

export interface WatchingTables {
  captions: Captions;
  chapters: Chapters;
  watchedPlaces: WatchedPlaces;
}
