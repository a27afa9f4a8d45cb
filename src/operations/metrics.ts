import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Connections } from '../db/index.ts';
import type { AnsweredRequest } from '../web/index.ts';
import type { LimitName } from './rate-limits.ts';

/** One try at a platform: how it was asked, and the status it answered with, if it did. */
interface PlatformCall {
  method: string;
  status: number | null;
  seconds: number;
}

/** Something the background did: its queue, and how it ended. */
interface FinishedJob {
  queue: string;
  outcome: 'done' | 'failed' | 'given_up' | 'given_back';
  seconds: number;
}

/** How many jobs of a queue wait, run, or have failed for good. */
interface QueueDepth {
  queue: string;
  state: string;
  jobs: number;
}

/** What there is to count. Every label is one of a few: patterns, codes and the ids of platforms. */
export interface Metrics {
  /** In the text format that Prometheus reads. */
  text(): Promise<{ type: string; text: string }>;
  request: (answered: AnsweredRequest) => void;
  launch: (outcome: string, platformId: string | null) => void;
  platformCall: (call: PlatformCall) => void;
  job: (finished: FinishedJob) => void;
  /** Replaces what was known of the queues. */
  queues: (depths: readonly QueueDepth[]) => void;
  limited: (limit: LimitName) => void;
}

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const callSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15];
const jobSeconds = [0.1, 1, 10, 60, 300, 1800];
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const kindOf = (status: number) => `${Math.floor(status / 100)}xx`;
const methodOf = (method: string) => (knownMethods.has(method) ? method : 'other');

/** The default metrics watch the whole process, so a process makes this once. */
export function createMetrics(house: { connections: () => Connections }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  gaugeConnections(registry, house.connections);

  const requests = new Histogram({
    name: 'guildhall_request_seconds',
    help: 'Time to answer a request, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: requestSeconds,
    registers,
  });
  const launches = new Counter({
    name: 'guildhall_launches_total',
    help: 'Launches by outcome (accepted, failed, or the code of the refusal) and platform id',
    labelNames: ['outcome', 'platform'],
    registers,
  });
  const calls = new Histogram({
    name: 'guildhall_platform_call_seconds',
    help: 'Time of each try at a platform, by method and outcome',
    labelNames: ['method', 'outcome'],
    buckets: callSeconds,
    registers,
  });
  const jobs = new Histogram({
    name: 'guildhall_job_seconds',
    help: 'Time of each job, by queue and outcome',
    labelNames: ['queue', 'outcome'],
    buckets: jobSeconds,
    registers,
  });
  const depth = new Gauge({
    name: 'guildhall_queued_jobs',
    help: 'Jobs that wait, run, or have failed for good, by queue',
    labelNames: ['queue', 'state'],
    registers,
  });
  const limited = new Counter({
    name: 'guildhall_limited_requests_total',
    help: 'Requests turned away by a rate limit',
    labelNames: ['limit'],
    registers,
  });

  return {
    text: async () => ({ type: registry.contentType, text: await registry.metrics() }),
    request: ({ method, route, status, seconds }) =>
      requests.observe(
        { method: methodOf(method), route: route ?? 'none', status: kindOf(status) },
        seconds,
      ),
    launch: (outcome, platformId) => launches.inc({ outcome, platform: platformId ?? 'unknown' }),
    platformCall: ({ method, status, seconds }) =>
      calls.observe({ method, outcome: status === null ? 'unreachable' : kindOf(status) }, seconds),
    job: ({ queue, outcome, seconds }) => jobs.observe({ queue, outcome }, seconds),
    queues: (depths) => {
      depth.reset();
      for (const { queue, state, jobs: count } of depths) depth.set({ queue, state }, count);
    },
    limited: (limit) => limited.inc({ limit }),
  };
}

function gaugeConnections(registry: Registry, connections: () => Connections): void {
  const gauge = new Gauge({
    name: 'guildhall_database_connections',
    help: 'Database connections in use and idle, and requests waiting for one',
    labelNames: ['state'],
    registers: [registry],
    collect: () => {
      const { inUse, idle, waiting } = connections();
      gauge.set({ state: 'in_use' }, inUse);
      gauge.set({ state: 'idle' }, idle);
      gauge.set({ state: 'waiting' }, waiting);
    },
  });
}
