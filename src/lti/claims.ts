import { z } from 'zod';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';

/** The claim names of LTI 1.3, as the wire spells them. */
export const claim = {
  version: `${lti}version`,
  messageType: `${lti}message_type`,
  deploymentId: `${lti}deployment_id`,
  targetLinkUri: `${lti}target_link_uri`,
  roles: `${lti}roles`,
  resourceLink: `${lti}resource_link`,
  context: `${lti}context`,
  platform: `${lti}tool_platform`,
  presentation: `${lti}launch_presentation`,
  custom: `${lti}custom`,
  deepLinkingSettings: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
  contentItems: 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items',
  deepLinkingData: 'https://purl.imsglobal.org/spec/lti-dl/claim/data',
  namesAndRoles: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  grades: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
} as const;

export const messageTypes = [
  'LtiResourceLinkRequest',
  'LtiDeepLinkingRequest',
  'LtiSubmissionReviewRequest',
  'LtiDataPrivacyLaunchRequest',
] as const;
export type MessageType = (typeof messageTypes)[number];

/** PostgreSQL text cannot hold NUL, and no platform means to send one. */
export const withoutNul = (value: string) => !value.includes('\0');
const ascii = /^[\u0020-\u007e]+$/;
const id = z.string().min(1).max(255).refine(withoutNul);

/** What a person or platform wrote about itself: kept when it can be read, never a reason to refuse. */
export const freeText = (limit: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim().slice(0, limit) || null)
    .nullish()
    .catch(null)
    .transform((text) => text ?? null);

/** An address of the platform's, fit to be kept. */
export const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine(withoutNul);
const optionalAddress = webAddress
  .nullish()
  .catch(null)
  .transform((url) => url ?? null);

const presentation = z
  .object({ locale: freeText(35), document_target: freeText(20), return_url: optionalAddress })
  .nullish()
  .catch(null);

// Values should be strings; in life they are also null and numbers, and a variable that the platform does
// not know comes back verbatim, still beginning with "$".
const custom = z
  .record(z.string(), z.unknown())
  .transform((values) => {
    const known = Object.entries(values).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)] as const] : [],
    );
    return Object.fromEntries(known.filter(([, value]) => value !== '' && !value.startsWith('$')));
  })
  .catch({});

const deepLinkingSettings = z.object({
  deep_link_return_url: webAddress,
  accept_types: z.array(z.string()),
  accept_presentation_document_targets: z.array(z.string()).optional(),
  accept_multiple: z.boolean().optional().catch(undefined),
  accept_lineitem: z.boolean().optional().catch(undefined),
  data: z.string().optional(),
});

/**
 * The claims of an id_token whose signature was verified, leniently where LTI lets a platform be silent.
 *
 * @see [LTI 1.3 core, 5.3 and 5.4](https://www.imsglobal.org/spec/lti/v1p3/#required-message-claims)
 */
export const LaunchClaims = z.object({
  sub: z.string().min(1).max(255).refine(withoutNul).optional(),
  name: freeText(200),
  given_name: freeText(100),
  family_name: freeText(100),
  email: freeText(254),
  locale: freeText(35),
  [claim.version]: z.literal('1.3.0'),
  [claim.messageType]: z.enum(messageTypes),
  [claim.deploymentId]: z.string().min(1).max(255).regex(ascii),
  [claim.targetLinkUri]: z.string().min(1),
  [claim.roles]: z.array(z.string()),
  [claim.resourceLink]: z.object({ id, title: freeText(255) }).optional(),
  [claim.context]: z.object({ id, label: freeText(255), title: freeText(255) }).optional(),
  [claim.platform]: z
    .object({ name: freeText(200), product_family_code: freeText(100) })
    .nullish()
    .catch(null),
  [claim.presentation]: presentation,
  [claim.custom]: custom.optional(),
  [claim.deepLinkingSettings]: deepLinkingSettings.optional(),
  [claim.namesAndRoles]: z.object({ context_memberships_url: webAddress }).nullish().catch(null),
  [claim.grades]: z
    .object({
      scope: z.array(z.string()),
      lineitems: webAddress.optional(),
      lineitem: webAddress.optional(),
    })
    .nullish()
    .catch(null),
});

export type LaunchClaims = z.infer<typeof LaunchClaims>;
