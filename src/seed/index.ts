export { fill } from './fill.ts';
export { scales } from './scale.ts';
