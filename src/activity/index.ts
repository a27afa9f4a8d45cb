export { pulsesOf, record } from './store.ts';
