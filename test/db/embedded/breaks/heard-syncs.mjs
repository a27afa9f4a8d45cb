/** Breaks nothing: notes every file that is synced, outside the engine and outside the program. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fsyncSync } = fs;
fs.fsyncSync = (descriptor) => {
  fsyncSync(descriptor);
  const file = fs.readlinkSync(`/proc/self/fd/${descriptor}`);
  fs.appendFileSync(process.env.SYNC_LOG, `${file}\n`);
};
syncBuiltinESMExports();
