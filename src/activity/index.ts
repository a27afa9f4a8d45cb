export { moveRecord, pulsesOf, record, type Deed } from './store.ts';
