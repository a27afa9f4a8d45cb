import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler } from 'express';

export interface DrainTimes {
  /** How long requests are still taken after `/readyz` says no, so that a balancer can look away. */
  noticeMs: number;
  /** How long what is under way may take after that. */
  limitMs: number;
}

/** The last minutes of a process: it says that it goes, finishes what it began, and lets go. */
export interface Drain {
  isDraining: () => boolean;
  /** Asks a connection that is kept open to go elsewhere with its next request. */
  sendElsewhere(): RequestHandler;
  /** Stops the servers without cutting anybody off, unless they take longer than the limit. */
  stop(servers: readonly Server[]): Promise<void>;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

export function createDrain({ noticeMs, limitMs }: DrainTimes): Drain {
  let draining = false;

  async function stop(servers: readonly Server[]): Promise<void> {
    draining = true;
    await pause(noticeMs);
    const limit = setTimeout(() => {
      for (const server of servers) server.closeAllConnections();
    }, limitMs);
    await Promise.all(servers.map(closed));
    clearTimeout(limit);
  }

  return {
    isDraining: () => draining,
    sendElsewhere: () => (_req, res, next) => {
      if (draining) res.set('Connection', 'close');
      next();
    },
    stop,
  };
}
