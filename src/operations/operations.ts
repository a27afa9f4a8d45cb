import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { createDrain, type Drain, type DrainTimes } from './drain.ts';
import { liveness, readiness } from './health.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createRateLimits, type Limits, type RateLimits } from './rate-limits.ts';
import { securityTxt, securityTxtPath } from './security-txt.ts';

export interface OperationsOptions {
  db: Database;
  publicUrl: URL;
  now: () => Date;
  limits: Limits;
  drainTimes: DrainTimes;
  /** Null where nobody is named; there is no `security.txt` then. */
  securityContact: string | null;
  /** Counting costs little, but watches the whole process: only where somebody reads it. */
  countsMetrics: boolean;
}

/** What those who run the house need of it; the rooms are handed single functions of this. */
export interface Operations {
  drain: Drain;
  limits: RateLimits;
  /** Null where nobody reads them. */
  metrics: Metrics | null;
  /** `/healthz`, `/readyz` and `security.txt`. */
  routes(): Router;
}

export function createOperations(options: OperationsOptions): Operations {
  const { db, publicUrl, now, countsMetrics, securityContact: contact } = options;
  const metrics = countsMetrics ? createMetrics({ connections: () => db.connections() }) : null;
  const drain = createDrain(options.drainTimes);
  return {
    drain,
    limits: createRateLimits(options.limits, (limit) => metrics?.limited(limit)),
    metrics,
    routes: () => {
      const router = Router();
      router.use(drain.sendElsewhere());
      router.get('/healthz', liveness());
      router.get('/readyz', readiness(db, drain.isDraining));
      if (contact !== null) router.get(securityTxtPath, securityTxt({ contact, publicUrl, now }));
      return router;
    },
  };
}
