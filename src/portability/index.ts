export { portabilityRoutes } from './routes.ts';
