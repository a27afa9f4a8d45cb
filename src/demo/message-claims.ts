import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { expandCustom } from './custom-variables.ts';
import { returnUrlOf, targetLinkUriOf } from './login-hints.ts';
import type { Occasion } from './login-hints.ts';
import { endpoints } from './paths.ts';
import { fullName } from './people.ts';
import type { Person } from './people.ts';
import { launchRolesOf } from './roles.ts';
import { scopes } from './scopes.ts';
import type { Site } from './site.ts';
import { writeSlip } from './slips.ts';
import { platformVersion, productFamilyCode } from './version.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim';
const messageLifetimeSeconds = 60;
const placingLifetimeSeconds = 3 * 3600;

/**
 * Every claim of a message to a tool, ready to sign.
 *
 * @see [LTI 1.3, 5.3 Required message claims](https://www.imsglobal.org/spec/lti/v1p3/#required-message-claims)
 * @see [LTI 1.3, 5.4 Optional message claims](https://www.imsglobal.org/spec/lti/v1p3/#optional-message-claims)
 */
export async function messageClaims(
  site: Site,
  occasion: Occasion,
  nonce: string,
): Promise<JWTPayload> {
  return {
    ...envelope(site, occasion, nonce),
    ...personClaims(occasion.person),
    ...courseClaims(site, occasion),
    ...serviceClaims(site, occasion),
    ...(await aboutClaims(site, occasion)),
  };
}

function envelope(site: Site, { client, person }: Occasion, nonce: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: site.issuer,
    aud: client.clientId,
    azp: client.clientId,
    sub: person.sub,
    iat: now,
    exp: now + messageLifetimeSeconds,
    nonce,
    jti: randomUUID(),
    [`${lti}/version`]: '1.3.0',
    [`${lti}/deployment_id`]: client.deploymentId,
  };
}

/** Names and mail only of people who share them (LTI 1.3, 5.3.6). */
export function personClaims(person: Person): Record<string, string> {
  if (person.shares === 'nothing') return {};
  return {
    name: fullName(person),
    given_name: person.givenName,
    family_name: person.familyName,
    email: person.email,
    locale: person.locale,
  };
}

function courseClaims(site: Site, occasion: Occasion): JWTPayload {
  const { client, course, person, link, target } = occasion;
  const { contextId: id, label, title, type } = course;
  return {
    [`${lti}/target_link_uri`]: targetLinkUriOf(occasion),
    [`${lti}/roles`]: launchRolesOf(course, person),
    [`${lti}/context`]: { id, label, title, type: [type] },
    [`${lti}/tool_platform`]: toolPlatform(site),
    [`${lti}/launch_presentation`]: {
      document_target: target,
      locale: person.locale,
      return_url: returnUrlOf(site, occasion),
    },
    [`${lti}/lis`]: {
      ...(person.shares === 'everything' && { person_sourcedid: person.sourcedId }),
      course_offering_sourcedid: course.sourcedId,
      course_section_sourcedid: course.sectionSourcedId,
    },
    // The tool's own words win over those of the activity, as in Moodle.
    [`${lti}/custom`]: expandCustom(site, occasion, { ...link?.custom, ...client.custom }),
  };
}

function toolPlatform({ platform, origin }: Site): Record<string, string> {
  return {
    guid: platform.guid,
    name: platform.platformName,
    description: platform.organizationName,
    contact_email: platform.contactEmail,
    url: `${origin}/${platform.slug}`,
    product_family_code: productFamilyCode,
    version: platformVersion,
  };
}

/** Services are announced only to a tool that registered for them. */
function serviceClaims(site: Site, { client, course, link }: Occasion): JWTPayload {
  const forGrades = client.scopes.filter((scope) => scope.includes('/lti-ags/'));
  const columns = site.records.lineItems.filter(
    ({ courseId, clientId, resourceLinkId }) =>
      courseId === course.id && clientId === client.clientId && resourceLinkId === link?.id,
  );
  const [only] = columns.length === 1 ? columns : [];
  return {
    ...(forGrades.length > 0 && {
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
        scope: forGrades,
        lineitems: endpoints.lineItems(site, course),
        // One column of the link can be named; several cannot (AGS 2.0, 3.2).
        ...(only && { lineitem: endpoints.lineItem(site, course, only.id) }),
      },
    }),
    ...(client.scopes.includes(scopes.memberRead) && {
      'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': {
        context_memberships_url: endpoints.memberships(site, course),
        service_versions: ['2.0'],
      },
    }),
  };
}

async function aboutClaims(site: Site, occasion: Occasion): Promise<JWTPayload> {
  const { link } = occasion;
  if (link === undefined) return deepLinkingClaims(site, occasion);
  return {
    [`${lti}/message_type`]: 'LtiResourceLinkRequest',
    [`${lti}/resource_link`]: {
      id: link.id,
      title: link.title,
      ...(link.text !== '' && { description: link.text }),
    },
  };
}

/** @see [Deep Linking 2.0, 4.4.1 Deep linking settings](https://www.imsglobal.org/spec/lti-dl/v2p0/#deep-linking-settings) */
async function deepLinkingClaims(site: Site, occasion: Occasion): Promise<JWTPayload> {
  const { client, person, course } = occasion;
  const placing = { client: client.clientId, person: person.id, course: course.id };
  return {
    [`${lti}/message_type`]: 'LtiDeepLinkingRequest',
    'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
      deep_link_return_url: endpoints.deepLinkReturn(site),
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe', 'window'],
      accept_multiple: site.platform.takesSeveral,
      accept_lineitem: true,
      auto_create: true,
      title: course.title,
      text: '',
      data: await writeSlip(site, 'placing', placing, placingLifetimeSeconds),
    },
  };
}
