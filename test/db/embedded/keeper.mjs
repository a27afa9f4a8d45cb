/** A process of its own that keeps a data folder open, as the program does, and obeys its parent. */
import { randomUUID } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import { openDatabase } from '../../../dist/db/index.js';

const tell = (word) => new Promise((done) => process.send(word, done));

/** Adds organizations one after another, and tells of each once it is committed. */
async function organize(db, count) {
  for (let left = count; left > 0; left -= 1) {
    const id = randomUUID();
    await db.atTheDoor((tx) => tx.insertInto('organizations').values({ id, name: id }).execute());
    await tell({ kept: id });
  }
}

/** Has the database's thread crash in the middle of a transaction, and tells how that ended. */
async function crash(db) {
  const calls = new BroadcastChannel('crash');
  const ended = await db
    .atTheDoor(async (tx) => {
      const [id, rows] = [randomUUID(), tx.selectFrom('organizations').select('id')];
      await tx.insertInto('organizations').values({ id, name: 'half a transaction' }).execute();
      calls.postMessage('now');
      for (;;) await rows.execute();
    })
    .catch((error) => error.message);
  calls.close();
  await tell({ ended });
}

try {
  const place = { directory: process.argv[2] };
  const db = await openDatabase({ place, queryTimeLimitMs: 20_000 });
  const orders = {
    organize: (count) => organize(db, count),
    crash: () => crash(db),
    close: async () => {
      await db.close();
      process.disconnect();
    },
  };
  process.on('message', ({ order, count }) => orders[order](count));
  await tell({ opened: true });
} catch (error) {
  await tell({ refused: `${error.name}: ${error.message}` });
  process.disconnect();
}
