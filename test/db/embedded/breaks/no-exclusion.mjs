/** As if the disk were one that lets two processes make the same file, as some network shares do. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { writeFileSync } = fs;
fs.writeFileSync = (path, data, options) =>
  writeFileSync(path, data, options?.flag === 'wx' ? { ...options, flag: 'w' } : options);
syncBuiltinESMExports();
