export { relatedTo } from './related.ts';
