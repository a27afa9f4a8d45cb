/** A claim set, a JOSE header, any JSON object. A value of `undefined` is left out when written. */
export type Claims = Record<string, unknown>;

/** The full name of an LTI 1.3 Core claim. */
export const lti = (name: string): string => `https://purl.imsglobal.org/spec/lti/claim/${name}`;

export const deepLinkingSettings =
  'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';
export const contentItems = 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items';
export const deepLinkingData = 'https://purl.imsglobal.org/spec/lti-dl/claim/data';
export const namesRoleService = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
export const gradesEndpoint = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
export const platformConfiguration = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
export const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

export const rosterScope =
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
export const gradeScope = (name: string): string =>
  `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`;

const lis = 'http://purl.imsglobal.org/vocab/lis/v2';

/** What a person is in the course. */
export const contextRole = (name: string): string => `${lis}/membership#${name}`;
/** A finer kind of context role, as `Instructor#TeachingAssistant`. */
export const subRole = (principal: string, name: string): string =>
  `${lis}/membership/${principal}#${name}`;
/** What a person is in the school or the company. */
export const institutionRole = (name: string): string => `${lis}/institution/person#${name}`;
/** What a person is to the machine. */
export const systemRole = (name: string): string => `${lis}/system/person#${name}`;
/** A teacher who looks through a student's eyes. */
export const testUserRole = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
