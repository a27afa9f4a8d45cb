export { handedLately, peopleLeaving } from './care.ts';
export { moveHandovers } from './handover-store.ts';
export { continuityRoutes } from './routes.ts';
