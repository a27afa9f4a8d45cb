import {
  contextRole,
  deepLinkingSettings,
  gradeScope,
  gradesEndpoint,
  institutionRole,
  lti,
  namesRoleService,
  subRole,
  testUserRole,
  type Claims,
} from './vocabulary.ts';

export interface Person {
  readonly sub: string;
  readonly given: string;
  readonly family: string;
  readonly email: string;
}

export interface Course {
  readonly id: string;
  readonly label: string;
  readonly title: string;
}

const roles = {
  instructor: [contextRole('Instructor')],
  learner: [contextRole('Learner')],
  teachingAssistant: [subRole('Instructor', 'TeachingAssistant')],
  administrator: [institutionRole('Administrator')],
  testUser: [contextRole('Learner'), testUserRole],
  nobody: [],
} as const;

export type RoleName = keyof typeof roles;

/** How much of a person the platform's administrator lets it tell. */
export type Privacy = 'everything' | 'name' | 'email' | 'nothing' | 'anonymous';

type Message = 'resource link' | 'deep linking';

/** What a launch says, in the words of a teacher; every part has a plain default. */
export interface LaunchShape {
  readonly person?: Person;
  readonly course?: Course | undefined;
  readonly role?: RoleName;
  readonly privacy?: Privacy;
  readonly message?: Message;
  readonly resourceLink?: { readonly id: string; readonly title?: string };
  /** Where the launch leads in the tool: the tool's front page unless told. */
  readonly targetLinkUri?: string;
  readonly deploymentId?: string;
  /** The language the LMS shows itself in. */
  readonly locale?: string;
  /** Claims that replace the others; `undefined` takes one out. */
  readonly claims?: Claims;
}

export const ana: Person = {
  sub: 'person-ana',
  given: 'Ana',
  family: 'Moreno',
  email: 'ana@lms.test',
};
export const ben: Person = {
  sub: 'person-ben',
  given: 'Ben',
  family: 'Okafor',
  email: 'ben@lms.test',
};
export const tutors: Course = { id: 'course-tutors', label: 'TUT', title: 'Tutors' };
export const nurses: Course = { id: 'course-nurses', label: 'NUR', title: 'Nurses' };

/** Where the services of one platform are. */
export interface Services {
  readonly origin: string;
}

/**
 * The claims of a launch apart from those of the exchange (iss, aud, iat, exp, nonce, deployment).
 *
 * @see [LTI 1.3 Core, 5.3 and 5.4](https://www.imsglobal.org/spec/lti/v1p3/#required-message-claims)
 */
export function launchClaims(shape: LaunchShape, services: Services): Claims {
  const person = shape.person ?? ana;
  const course = 'course' in shape ? shape.course : tutors;
  const privacy = shape.privacy ?? 'everything';
  return {
    ...personClaims(person, privacy),
    [lti('version')]: '1.3.0',
    [lti('roles')]: roles[shape.role ?? 'learner'],
    [lti('context')]: course && { ...course, type: [contextType] },
    [lti('tool_platform')]: { guid: services.origin, name: 'Test platform' },
    [lti('launch_presentation')]: {
      document_target: 'iframe',
      locale: shape.locale ?? 'en',
      return_url: `${services.origin}/return`,
    },
    ...messageClaims(shape, services),
    ...(course === undefined ? {} : serviceClaims(course, services)),
  };
}

const contextType = 'http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering';

function personClaims(person: Person, privacy: Privacy): Claims {
  const tellsName = privacy === 'everything' || privacy === 'name';
  const tellsEmail = privacy === 'everything' || privacy === 'email';
  return {
    sub: privacy === 'anonymous' ? undefined : person.sub,
    name: tellsName ? `${person.given} ${person.family}` : undefined,
    given_name: tellsName ? person.given : undefined,
    family_name: tellsName ? person.family : undefined,
    email: tellsEmail ? person.email : undefined,
  };
}

function messageClaims(shape: LaunchShape, { origin }: Services): Claims {
  if (shape.message !== 'deep linking') {
    const link = shape.resourceLink ?? { id: 'link-1', title: 'Our community' };
    return {
      [lti('message_type')]: 'LtiResourceLinkRequest',
      [lti('resource_link')]: link,
    };
  }
  return {
    [lti('message_type')]: 'LtiDeepLinkingRequest',
    // Deep Linking 2.0, 4.4.1
    [deepLinkingSettings]: {
      deep_link_return_url: `${origin}/deep-linking/return`,
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe', 'window'],
      accept_multiple: true,
      auto_create: false,
      data: 'opaque: hand back as it is',
    },
  };
}

function serviceClaims(course: Course, { origin }: Services): Claims {
  const base = `${origin}/courses/${encodeURIComponent(course.id)}`;
  return {
    [namesRoleService]: {
      context_memberships_url: `${base}/members`,
      service_versions: ['2.0'],
    },
    // The query is there because Moodle has one, and the score path goes before it.
    [gradesEndpoint]: {
      scope: ['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map(gradeScope),
      lineitems: `${base}/lineitems?type_id=1`,
    },
  };
}
