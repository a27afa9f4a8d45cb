import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Client } from './client.ts';
import type { TestPlatform } from './platform.ts';
import {
  gradeScope,
  platformConfiguration,
  rosterScope,
  toolConfiguration,
  type Claims,
} from './vocabulary.ts';

/**
 * What a tool must send, no more: the rest is asserted by tests.
 *
 * @see [Dynamic Registration 1.0, 3.5](https://www.imsglobal.org/spec/lti-dr/v1p0/#tool-configuration)
 */
const toolRegistration = z.looseObject({
  application_type: z.literal('web'),
  response_types: z.array(z.string()).refine((types) => types.includes('id_token')),
  grant_types: z
    .array(z.string())
    .refine((types) => types.includes('implicit') && types.includes('client_credentials')),
  initiate_login_uri: z.url(),
  redirect_uris: z.array(z.url()).min(1),
  client_name: z.string().min(1),
  jwks_uri: z.url(),
  token_endpoint_auth_method: z.literal('private_key_jwt'),
  scope: z.string(),
  [toolConfiguration]: z.looseObject({
    domain: z.string().min(1),
    target_link_uri: z.url(),
    claims: z.array(z.string()),
    messages: z.array(z.looseObject({ type: z.string() })).min(1),
  }),
});

/** One attempt of a tool to register, as it arrived. */
export interface RegistrationAttempt {
  readonly token: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Claims;
}

/** @see [Dynamic Registration 1.0, 3.4](https://www.imsglobal.org/spec/lti-dr/v1p0/#platform-configuration) */
export function openidConfiguration(platform: TestPlatform): Claims {
  const { origin } = platform;
  return {
    issuer: platform.issuer,
    authorization_endpoint: platform.authorizationEndpoint,
    registration_endpoint: `${origin}/register`,
    jwks_uri: platform.keySetUrl,
    token_endpoint: platform.tokenEndpoint,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    scopes_supported: [
      'openid',
      rosterScope,
      ...['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map(gradeScope),
    ],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email'],
    [platformConfiguration]: {
      product_family_code: 'test-platform',
      version: '1',
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
      ],
      variables: ['Context.id', 'Context.id.history', 'ResourceLink.id.history'],
    },
    ...platform.configurationChanges,
  };
}

/** The registration endpoint: a known token registers a tool once, and later updates the same. */
export function register(platform: TestPlatform, request: Request, response: Response): void {
  const token = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1];
  const body = z.record(z.string(), z.unknown()).safeParse(request.body).data ?? {};
  const contentType = request.get('content-type');
  platform.registrationAttempts.push({ token, contentType, body });
  const place = platform.registrationTokens.get(token ?? '');
  if (place === undefined) {
    response.status(401).json({ error: 'invalid_token' });
    return;
  }
  const sent = toolRegistration.safeParse(body);
  if (!sent.success) {
    response.status(400).json({
      error: 'invalid_client_metadata',
      error_description: z.prettifyError(sent.error),
    });
    return;
  }
  const client: Client = {
    id: place.clientId ?? `client-${randomUUID()}`,
    deploymentIds: [place.deploymentId ?? `deployment-${randomUUID()}`],
    loginUrl: sent.data.initiate_login_uri,
    redirectUris: sent.data.redirect_uris,
    keySetUrl: sent.data.jwks_uri,
    targetLinkUri: sent.data[toolConfiguration].target_link_uri,
    scopes: sent.data.scope.split(' '),
  };
  platform.clients.set(client.id, client);
  response.status(201).json({
    ...sent.data,
    client_id: client.id,
    registration_client_uri: `${platform.origin}/register/${client.id}`,
    [toolConfiguration]: {
      ...sent.data[toolConfiguration],
      deployment_id: client.deploymentIds[0],
    },
    ...platform.registrationAnswerChanges,
  });
}
