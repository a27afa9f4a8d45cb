import type { RequestHandler } from 'express';
import type { Database } from '../db/index.ts';

/** The process runs and hears requests; whether it can serve them is `readiness`'s to say. */
export function liveness(): RequestHandler {
  return (_req, res) => {
    res.set('Cache-Control', 'no-store');
    res.json({ status: 'ok' });
  };
}

/**
 * Whether a balancer should send people here: part by part, in words that tell an operator where to look
 * and a stranger nothing.
 */
export function readiness(db: Database, isDraining: () => boolean): RequestHandler {
  return async (_req, res) => {
    const { database, migrations } = await db.state();
    const serving = isDraining() ? 'draining' : 'ok';
    const parts = { database, migrations, serving };
    const isReady = Object.values(parts).every((part) => part === 'ok');
    res.set('Cache-Control', 'no-store');
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready', parts });
  };
}
