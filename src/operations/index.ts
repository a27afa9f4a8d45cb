export { metricsServer } from './metrics-server.ts';
export { createOperations, type Operations } from './operations.ts';
export type { Limits } from './rate-limits.ts';
