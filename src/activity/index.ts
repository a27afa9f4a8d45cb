export { pulsesOf, record, type Deed } from './store.ts';
