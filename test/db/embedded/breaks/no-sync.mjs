/** As if a new PGlite turned syncing off by some other parameter than the one we leave out. */
import { PGlite } from '@electric-sql/pglite';

PGlite.defaultStartParams.push('-c', 'fsync=off');
