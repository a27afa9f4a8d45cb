export { openArchive } from './archive/read-archive.ts';
export { writeArchive } from './archive/write-archive.ts';
export type { Database } from './database.ts';
export { folded } from './folded.ts';
export { earliestId, newId } from './ids.ts';
export { openDatabase } from './open-database.ts';
export type { Connections } from './state.ts';
export { statement } from './statement.ts';
export type { Transaction } from './transaction.ts';
