export { joiningRoutes } from './routes.ts';
