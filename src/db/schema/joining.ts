import type { BornAt, Json, Owned } from './columns.ts';

interface JoiningCodes extends Owned {
  personId: string;
  codeHash: string;
  expiresAt: Date;
}

interface JoiningTries extends Owned {
  personId: string;
  tries: number;
  since: Date;
}

interface PersonJoins extends Owned {
  id: string;
  keptId: string;
  joinedId: string;
  joinedEmail: string | null;
  joinedAt: BornAt;
  undoneAt: Date | null;
}

interface PersonJoinRows extends Owned {
  id: string;
  joinId: string;
  tableName: string;
  columnName: string;
  rowKey: Json;
  putAside: Json | null;
}

export interface JoiningTables {
  joiningCodes: JoiningCodes;
  joiningTries: JoiningTries;
  personJoins: PersonJoins;
  personJoinRows: PersonJoinRows;
}
