export { recordBy } from './record-by.ts';
export { moveRecord, pulsesOf, record, type Deed } from './store.ts';
