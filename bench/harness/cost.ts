import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Server } from './server.ts';

/** How long something took, and by how much the memory of its server grew meanwhile at the most. */
export interface Cost {
  ms: number;
  growth: number;
}

/** Does something, and sees how much memory the server took meanwhile beyond what it had. */
export async function costOf<T>(
  server: Server,
  work: () => Promise<T>,
): Promise<Cost & { made: T }> {
  const before = await server.rssBytes();
  let most = before;
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      most = Math.max(most, await server.rssBytes());
      await setTimeout(100);
    }
  })();
  const began = performance.now();
  try {
    const made = await work();
    return { made, ms: performance.now() - began, growth: most - before };
  } finally {
    over.abort();
    await looking;
  }
}
