/** A process of its own that works on the queue, tells its parent of all it does, and waits where told to. */
import { z } from 'zod';
import { openDatabase } from '../../dist/db/index.js';
import { createJobs } from '../../dist/jobs/index.js';
import { createLog } from '../../dist/web/index.js';

const db = await openDatabase({ place: { url: process.argv[2] }, queryTimeLimitMs: 20_000 });
const jobs = createJobs({ db, log: createLog('silent'), lookEveryMs: 20, tendEveryMs: 200 });
const errand = z.object({ number: z.number(), isLong: z.boolean() });
const waiting = [];

jobs.register({
  name: 'errands',
  payload: errand,
  atOnce: 2,
  limitSeconds: 60,
  retries: 2,
  firstPauseSeconds: 1,
  work: async ({ number, isLong }) => {
    process.send({ begun: number });
    if (isLong) {
      await new Promise((resolve) => {
        waiting.push(resolve);
      });
    }
    process.send({ done: number });
  },
});

process.on('message', async (order) => {
  if (order === 'go on') for (const goOn of waiting.splice(0)) goOn();
  if (order !== 'close') return;
  await jobs.stop(5000);
  await db.close();
  process.disconnect();
});
jobs.start();
