export { dayOf } from './day.ts';
export { timeZoneCalled } from './forms.ts';
export { FormKey, once } from './once.ts';
export { peopleRoutes } from './routes.ts';
export { meetPerson } from './store.ts';
export { deleteUsedUpSubmissions } from './submission-store.ts';
export { endOfDay, momentWhen, shownAt } from './wall-clock.ts';
