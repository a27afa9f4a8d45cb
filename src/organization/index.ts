export { reachAsked } from './care.ts';
export { organizationRoutes } from './routes.ts';
