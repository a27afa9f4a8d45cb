export { showPicker } from './deep-linking.ts';
export { receiveLaunch } from './receive-launch.ts';
export { homeRoutes } from './routes.ts';
