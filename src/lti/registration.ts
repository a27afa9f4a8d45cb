import { z } from 'zod';
import { PlatformUnreachable } from '../errors.ts';
import { webAddress as address, withoutNul } from './claims.ts';
import { checkBelonging } from './belonging.ts';
import { LaunchRejected } from './launch-rejected.ts';
import type { Outbound } from './outbound.ts';
import type { PlatformRegistration } from './platforms.ts';
import { registrationRequest, type ToolConfig } from './tool-config.ts';

const platformKey = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
const toolKey = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

/** What the LMS adds to the address it opens. */
export const RegistrationQuery = z.object({
  openid_configuration: address,
  registration_token: z.string().max(8000).optional(),
});
export type RegistrationQuery = z.infer<typeof RegistrationQuery>;

/** @see [LTI Dynamic Registration 1.0, 2.1](https://www.imsglobal.org/spec/lti-dr/v1p0#openid-configuration) */
const OpenIdConfiguration = z.object({
  issuer: address,
  authorization_endpoint: address,
  registration_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  authorization_server: z.string().max(2000).refine(withoutNul).optional(),
  scopes_supported: z.array(z.string()).default([]),
  [platformKey]: z
    .object({
      product_family_code: z.string().max(100).refine(withoutNul).optional(),
      messages_supported: z.array(z.object({ type: z.string() })).optional(),
    })
    .default({}),
});
type OpenIdConfiguration = z.infer<typeof OpenIdConfiguration>;

// Deployment ids are strings; one platform sends a number.
const deploymentId = z.coerce.string().min(1).max(255).refine(withoutNul);
const RegistrationAnswer = z.object({
  client_id: z.coerce.string().min(1).max(500).refine(withoutNul),
  deployment_id: deploymentId.optional(),
  [toolKey]: z.object({ deployment_id: deploymentId.optional() }).default({}),
});

function parse<T extends z.ZodType>(schema: T, text: string, what: string): z.infer<T> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LaunchRejected('registration_refused', `${what} makes no sense`, { cause });
  }
}

async function readConfiguration(outbound: Outbound, url: string): Promise<OpenIdConfiguration> {
  const { status, text } = await outbound.request(url, { accept: 'application/json' });
  if (status !== 200)
    throw new PlatformUnreachable(`The platform's configuration answered ${status}`);
  const configuration = parse(OpenIdConfiguration, text, "The platform's configuration");
  const { issuer, authorization_endpoint, registration_endpoint, token_endpoint, jwks_uri } =
    configuration;
  const named = [url, authorization_endpoint, registration_endpoint, token_endpoint, jwks_uri];
  checkBelonging(issuer, named);
  for (const target of named) {
    if (!(await outbound.admits(target))) {
      throw new LaunchRejected('registration_refused', `${target} is not a public https address`);
    }
  }
  return configuration;
}

/**
 * Registers this tool with the platform that opened our invitation.
 *
 * @returns what to remember of the platform
 * @throws LaunchRejected `registration_refused` | PlatformUnreachable
 * @see [LTI Dynamic Registration 1.0, 3](https://www.imsglobal.org/spec/lti-dr/v1p0#tool-configuration)
 */
export async function registerWithPlatform(
  house: { outbound: Outbound; toolConfig: ToolConfig; publicUrl: URL },
  query: RegistrationQuery,
): Promise<PlatformRegistration> {
  const configuration = await readConfiguration(house.outbound, query.openid_configuration);
  const { messages_supported: messages, product_family_code: family } = configuration[platformKey];
  const request = registrationRequest(house.toolConfig, house.publicUrl, {
    scopes: configuration.scopes_supported,
    messages: messages?.map(({ type }) => type) ?? null,
  });
  const { status, text } = await house.outbound.request(configuration.registration_endpoint, {
    method: 'POST',
    accept: 'application/json',
    headers: {
      'content-type': 'application/json',
      ...(query.registration_token ? { authorization: `Bearer ${query.registration_token}` } : {}),
    },
    body: JSON.stringify(request),
  });
  if (status < 200 || status > 299) {
    throw new LaunchRejected('registration_refused', `The platform refused with status ${status}`);
  }
  const answer = parse(RegistrationAnswer, text, "The platform's answer");
  const deployment = answer.deployment_id ?? answer[toolKey].deployment_id;
  return {
    issuer: configuration.issuer,
    clientId: answer.client_id,
    name: new URL(configuration.issuer).host,
    productFamily: family ?? null,
    authorizationEndpoint: configuration.authorization_endpoint,
    tokenEndpoint: configuration.token_endpoint,
    tokenAudience: configuration.authorization_server ?? null,
    keySetUrl: configuration.jwks_uri,
    deploymentIds: deployment ? [deployment] : [],
  };
}

const typed = (limit: number) =>
  z
    .string('registration.form.missing')
    .trim()
    .max(limit, 'registration.form.long')
    .refine(withoutNul, 'registration.form.missing');
const typedAddress = z
  .string('registration.form.address')
  .trim()
  .refine((text) => address.safeParse(text).success, 'registration.form.address');

/**
 * The form an administrator fills in where an LMS cannot register by itself. Messages are keys of the
 * translation files.
 */
export const ManualRegistration = z
  .object({
    issuer: typedAddress,
    clientId: typed(500).min(1, 'registration.form.missing'),
    authorizationEndpoint: typedAddress,
    tokenEndpoint: typedAddress,
    keySetUrl: typedAddress,
    deploymentId: typed(255),
  })
  .transform(({ deploymentId, ...known }): PlatformRegistration => ({
    ...known,
    name: new URL(known.issuer).host,
    productFamily: null,
    tokenAudience: null,
    deploymentIds: deploymentId ? [deploymentId] : [],
  }));

/** @throws LaunchRejected `registration_refused` when the addresses do not belong together or point inside */
export async function checkManualRegistration(
  outbound: Outbound,
  { issuer, authorizationEndpoint, tokenEndpoint, keySetUrl }: PlatformRegistration,
): Promise<void> {
  const named = [authorizationEndpoint, tokenEndpoint, keySetUrl];
  checkBelonging(issuer, named);
  for (const target of named) {
    if (!(await outbound.admits(target))) {
      throw new LaunchRejected('registration_refused', `${target} is not a public https address`);
    }
  }
}
