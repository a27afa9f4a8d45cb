export type { HolderRooms } from './holders.ts';
export { storyRoutes } from './routes.ts';
export { countStories, moveStories } from './store.ts';
export { toldOf } from './told-of.ts';
