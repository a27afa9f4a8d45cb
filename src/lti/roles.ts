const context = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';
const contextSubRole = 'http://purl.imsglobal.org/vocab/lis/v2/membership/';
const institutionAdministrator =
  'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator';
const testUser = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';

/** What a person is in a course. An assistant is never quietly promoted to instructor. */
export type CourseRole = 'instructor' | 'assistant' | 'learner' | 'other';

const principalRoles = new Set([
  'Administrator',
  'ContentDeveloper',
  'Instructor',
  'Learner',
  'Member',
  'Mentor',
  'Manager',
  'Officer',
]);

/** Instructor sub-roles that help an instructor without being one. */
const assistantRoles = new Set([
  'TeachingAssistant',
  'TeachingAssistantGroup',
  'TeachingAssistantOffering',
  'TeachingAssistantSection',
  'TeachingAssistantSectionAssociation',
  'TeachingAssistantTemplate',
  'Grader',
  'GuestInstructor',
]);

interface ContextRole {
  principal: string;
  subRole: string | null;
}

/** Whole URIs only: a substring would take an institution's Instructor for this course's. */
function contextRole(role: string): ContextRole | null {
  // LTI 1.3 core, A.2.3: a short name is a context role (deprecated, still sent).
  if (principalRoles.has(role)) return { principal: role, subRole: null };
  if (role.startsWith(context)) {
    const principal = role.slice(context.length);
    return principalRoles.has(principal) ? { principal, subRole: null } : null;
  }
  if (!role.startsWith(contextSubRole)) return null;
  const [principal, subRole, ...rest] = role.slice(contextSubRole.length).split('#');
  if (!principal || !subRole || rest.length > 0 || !principalRoles.has(principal)) return null;
  return { principal, subRole };
}

/**
 * What the launch makes this person in the course; unknown roles count for nothing.
 *
 * A platform sends the principal role beside the sub-role (LTI 1.3 core, A.2.3), so an assistant arrives
 * with Instructor too: the sub-role is the more exact word, unless another one makes them a full instructor.
 */
export function courseRoleOf(roles: readonly string[]): CourseRole {
  const held = roles.map(contextRole).filter((role) => role !== null);
  const teaching = held.filter((role) => role.principal === 'Instructor');
  const subRoles = teaching.flatMap(({ subRole }) => subRole ?? []);
  const assists = subRoles.some((subRole) => assistantRoles.has(subRole));
  const teaches = subRoles.some((subRole) => !assistantRoles.has(subRole));
  if (teaches || (teaching.length > 0 && !assists)) return 'instructor';
  if (held.some((role) => role.principal === 'Administrator')) return 'instructor';
  if (assists || held.some((role) => role.principal === 'ContentDeveloper')) return 'assistant';
  return held.some((role) => role.principal === 'Learner') ? 'learner' : 'other';
}

/** An institution's Administrator may open the organization's admin pages, and gains nothing in a course. */
export function isInstitutionAdministrator(roles: readonly string[]): boolean {
  return roles.includes(institutionAdministrator);
}

/** The platform's preview person ("student view"). */
export function isTestUser(roles: readonly string[]): boolean {
  return roles.includes(testUser);
}
