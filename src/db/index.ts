export { openArchive } from './archive/read-archive.ts';
export { writeArchive } from './archive/write-archive.ts';
export { openDatabase, type Database } from './database.ts';
export { earliestId, newId } from './ids.ts';
export type { Connections } from './state.ts';
export type { Transaction } from './transaction.ts';
