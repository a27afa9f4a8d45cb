/** As if the build had not prepared an empty database. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { existsSync } = fs;
fs.existsSync = (path) => !String(path).includes('.cache/empty-database-') && existsSync(path);
syncBuiltinESMExports();
