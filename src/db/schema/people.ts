import type { Generated, GeneratedAlways } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface Persons extends Owned {
  id: string;
  name: string | null;
  email: string | null;
  language: string | null;
  timeZone: string | null;
  isCalm: Generated<boolean>;
  nameKey: GeneratedAlways<string | null>;
  createdAt: BornAt;
}

interface Identities extends Owned {
  platformId: string;
  subject: string;
  personId: string;
  namesPerson: Generated<boolean>;
  createdAt: BornAt;
}

interface Submissions extends Owned {
  personId: string;
  key: string;
  location: string;
  createdAt: BornAt;
}

export interface PersonTables {
  persons: Persons;
  identities: Identities;
  submissions: Submissions;
}
