import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { variableNames } from './custom-variables.ts';
import { endpoints } from './paths.ts';
import type { Client } from './records.ts';
import { Refusal } from './refusal.ts';
import { scopes } from './scopes.ts';
import type { Site } from './site.ts';
import { readSlip, writeSlip } from './slips.ts';
import { platformVersion, productFamilyCode } from './version.ts';

const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const tokenLifetimeSeconds = 3600;

const webAddress = z.url({ protocol: /^https?$/ });

/** @see [Dynamic Registration 1.0, 3.5.2 Tool configuration](https://www.imsglobal.org/spec/lti-dr/v1p0/#tool-configuration) */
const askedSchema = z.looseObject({
  application_type: z.literal('web'),
  response_types: z.array(z.string()).refine((types) => types.includes('id_token')),
  grant_types: z.array(z.string()).refine((types) => types.includes('client_credentials')),
  initiate_login_uri: webAddress,
  redirect_uris: z.array(webAddress).min(1).max(20),
  client_name: z.string().trim().min(1).max(200),
  jwks_uri: webAddress,
  token_endpoint_auth_method: z.literal('private_key_jwt'),
  scope: z.string().default(''),
  [toolConfiguration]: z.looseObject({
    domain: z.string(),
    target_link_uri: webAddress,
    custom_parameters: z.record(z.string(), z.string()).default({}),
    messages: z.array(z.looseObject({ type: z.string(), target_link_uri: webAddress.optional() })),
  }),
});

const settingsSchema = askedSchema.shape[toolConfiguration];

/**
 * What a tool reads before it registers.
 *
 * @see [Dynamic Registration 1.0, 3.4 Platform configuration](https://www.imsglobal.org/spec/lti-dr/v1p0/#platform-configuration)
 */
export function platformConfiguration(site: Site): Record<string, unknown> {
  return {
    issuer: site.issuer,
    authorization_endpoint: endpoints.authorization(site),
    token_endpoint: endpoints.token(site),
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    jwks_uri: endpoints.keySet(site),
    registration_endpoint: endpoints.registration(site),
    scopes_supported: ['openid', ...Object.values(scopes)],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email', 'locale'],
    'https://purl.imsglobal.org/spec/lti-platform-configuration': {
      product_family_code: productFamilyCode,
      version: platformVersion,
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
      ],
      variables: variableNames.map((name) => name.slice(1)),
    },
  };
}

/** The address at which a tool begins to register itself here (Dynamic Registration 1.0, 3.3). */
export async function registrationAddress(site: Site, invitation: URL): Promise<string> {
  const address = new URL(invitation);
  const token = await writeSlip(site, 'registration', {}, tokenLifetimeSeconds);
  address.searchParams.set('openid_configuration', endpoints.configuration(site));
  address.searchParams.set('registration_token', token);
  return address.href;
}

/**
 * Register a tool, once for each token.
 *
 * @returns the registration as the tool gets it back, with its client id and deployment
 * @throws Refusal `invalid_token` | `invalid_client_metadata`
 * @see [Dynamic Registration 1.0, 3.6 Client registration response](https://www.imsglobal.org/spec/lti-dr/v1p0/#client-registration-response)
 */
export async function registerTool(
  site: Site,
  authorization: string | undefined,
  body: unknown,
): Promise<Record<string, unknown>> {
  const [, bearer = ''] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
  const token = await readSlip(site, 'registration', z.object({}), bearer);
  if (token === undefined) {
    throw new Refusal(
      401,
      'invalid_token',
      'The registration token is missing, unknown or expired.',
    );
  }
  const asked = askedSchema.safeParse(body);
  if (!asked.success) {
    const faults = asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Refusal(400, 'invalid_client_metadata', faults.join('; '));
  }
  if (!site.usedIds.spend(`registration ${token.jti}`, token.exp)) {
    throw new Refusal(401, 'invalid_token', 'This registration token has been used.');
  }
  const settings = settingsSchema.parse(asked.data[toolConfiguration]);
  const client = clientFrom(asked.data, settings);
  site.records.clients.push(client);
  await site.save();
  return {
    ...asked.data,
    client_id: client.clientId,
    scope: client.scopes.join(' '),
    [toolConfiguration]: { ...settings, deployment_id: client.deploymentId },
  };
}

function clientFrom(
  asked: z.infer<typeof askedSchema>,
  settings: z.infer<typeof settingsSchema>,
): Client {
  const known: readonly string[] = Object.values(scopes);
  const deepLinking = settings.messages.find(({ type }) => type === 'LtiDeepLinkingRequest');
  return {
    clientId: randomUUID(),
    deploymentId: randomUUID(),
    name: asked.client_name,
    loginUri: asked.initiate_login_uri,
    targetLinkUri: settings.target_link_uri,
    deepLinkingUri: deepLinking ? (deepLinking.target_link_uri ?? settings.target_link_uri) : null,
    redirectUris: asked.redirect_uris,
    keySetUrl: asked.jwks_uri,
    custom: settings.custom_parameters,
    scopes: asked.scope.split(' ').filter((scope) => known.includes(scope)),
  };
}

/** A tool that registered itself, and all it placed and noted here, is forgotten. */
export async function forgetTool(site: Site, client: Client): Promise<void> {
  const { records } = site;
  const others = <T extends { clientId: string }>(all: T[]): T[] =>
    all.filter(({ clientId }) => clientId !== client.clientId);
  records.clients = others(records.clients);
  records.links = others(records.links);
  records.lineItems = others(records.lineItems);
  const columns = new Set(records.lineItems.map(({ id }) => id));
  records.scores = records.scores.filter(({ lineItemId }) => columns.has(lineItemId));
  await site.save();
}
