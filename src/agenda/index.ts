export { topOfAgenda } from './care.ts';
export { agendaPaths } from './paths.ts';
export { agendaRoutes } from './routes.ts';
export { addToVotes, moveItems } from './store.ts';
