import { z } from 'zod';
import { freeText, withoutNul } from '../claims.ts';

export interface RosterMember {
  /** What `sub` is in this person's launches. */
  userId: string;
  status: MemberStatus;
  /** As sent: URIs, or the short names that mean context roles. */
  roles: string[];
  name: string | null;
  givenName: string | null;
  familyName: string | null;
  email: string | null;
}

type MemberStatus = 'Active' | 'Inactive' | 'Deleted';

const contextRole = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

const member = z
  .object({
    user_id: z.union([z.string().min(1).max(255).refine(withoutNul), z.number().transform(String)]),
    status: z.string().nullish().catch(null).transform(statusOf),
    roles: z.array(z.unknown()).catch([]).transform(strings),
    name: freeText(200),
    given_name: freeText(100),
    family_name: freeText(100),
    email: freeText(254),
  })
  .transform((sent): RosterMember => ({
    userId: sent.user_id,
    status: sent.status,
    roles: sent.roles,
    name: sent.name,
    givenName: sent.given_name,
    familyName: sent.family_name,
    email: sent.email,
  }));

/** The member, or null for an entry that names nobody. Everything but the name's owner may be missing. */
export function readMember(entry: unknown): RosterMember | null {
  return member.safeParse(entry).data ?? null;
}

/** NRPS 2.0: no status means Active. Of a word we do not know, we do not assume the best. */
function statusOf(status: string | null | undefined): MemberStatus {
  const word = (status ?? 'Active').replace(/^.*#/u, '').toLowerCase();
  if (word === 'active') return 'Active';
  return word === 'deleted' ? 'Deleted' : 'Inactive';
}

function strings(values: unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}

/** One person out of two entries, as when a platform lists every enrolment by itself. */
export function mergedMember(one: RosterMember, other: RosterMember): RosterMember {
  const [first, second] = other.status === 'Active' ? [other, one] : [one, other];
  return { ...first, roles: [...new Set([...first.roles, ...second.roles])] };
}

/** Whether a member has the context role, itself or by one of its sub-roles. */
export function hasRole({ roles }: RosterMember, wanted: string): boolean {
  const wantedUri = uriOf(wanted);
  return roles.some((role) => uriOf(role) === wantedUri || principalOf(role) === wantedUri);
}

function uriOf(role: string): string {
  return /^\w+$/u.test(role) ? `${contextRole}#${role}` : role;
}

/** LTI 1.3, A.2.3.1: `membership/Instructor#Grader` is an Instructor. */
function principalOf(role: string): string | null {
  const [base, subRole] = role.split('#');
  const principal = base?.startsWith(`${contextRole}/`) && base.slice(contextRole.length + 1);
  return principal && subRole ? `${contextRole}#${principal}` : null;
}
