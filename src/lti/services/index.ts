export { type Gradebook, gradeScope } from './gradebook.ts';
export { deleteLineItem, lineItemFor, lineItems, updateLineItem } from './line-items.ts';
export {
  readRoster,
  readRosterChanges,
  type Roster,
  type RosterRequest,
} from './names-and-roles.ts';
export type { RosterMember } from './roster-member.ts';
export { results } from './results.ts';
export { postScore, type Score } from './scores.ts';
export { createServiceTokens, type ServicePlatform } from './service-token.ts';
export { createServices, type Services } from './services.ts';
