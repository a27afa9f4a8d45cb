import { PGlite } from '@electric-sql/pglite';

/** PGlite's own parameters without `-F` (which turns syncing off), with the method NODEFS can serve. */
export const startParameters = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  // Its cache is filled with zeros before it listens, and the usual 128 MB take half a second of every start.
  '-c',
  'shared_buffers=16MB',
];
