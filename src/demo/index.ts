export { createDemoLms } from './lms.ts';
export type { DemoLms, DemoOptions, DemoRegistration } from './lms.ts';
