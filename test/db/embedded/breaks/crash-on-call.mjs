/** Lets the database's thread fail of itself when it is called to. */
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

if (!isMainThread) {
  const calls = new BroadcastChannel('crash');
  calls.unref();
  calls.addEventListener('message', () => {
    setImmediate(() => {
      throw new Error('crashed as asked');
    });
  });
}
