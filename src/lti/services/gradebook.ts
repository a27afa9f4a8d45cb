import { Forbidden } from '../../errors.ts';
import { serviceUrl } from './pages.ts';

/** What a launch said of its course's grades; `launch.grades` is one. */
export interface Gradebook {
  /** The scopes the platform granted in the launch. */
  scopes: readonly string[];
  /** Null where the platform shares no list of line items. */
  lineItemsUrl: string | null;
}

const prefix = 'https://purl.imsglobal.org/spec/lti-ags/scope/';

/** @see [AGS 2.0, Scopes](https://www.imsglobal.org/spec/lti-ags/v2p0/) */
export const gradeScope = {
  lineItem: `${prefix}lineitem`,
  lineItemReadOnly: `${prefix}lineitem.readonly`,
  result: `${prefix}result.readonly`,
  score: `${prefix}score`,
} as const;

/**
 * The first of these scopes that the course granted.
 *
 * @throws Forbidden naming what is missing, before the platform is asked
 */
export function grantedScope(gradebook: Gradebook, ...sufficient: [string, ...string[]]): string {
  const granted = sufficient.find((scope) => gradebook.scopes.includes(scope));
  if (granted === undefined) throw new Forbidden(`The course does not grant ${sufficient[0]}`);
  return granted;
}

/** @throws Forbidden when the platform shares no list of line items with us */
export function lineItemsUrlOf({ lineItemsUrl }: Gradebook): string {
  if (lineItemsUrl === null)
    throw new Forbidden('The course does not share its list of line items');
  return lineItemsUrl;
}

/** Goes before the query string, which Moodle's line items have (AGS 2.0, Line item service: URLs). */
export function beneath(lineItemUrl: string, part: 'scores' | 'results'): string {
  const url = serviceUrl(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/$/u, '')}/${part}`;
  return url.href;
}
