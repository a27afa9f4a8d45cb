import { z } from 'zod';
import { signMessage } from './keys.ts';
import { hintedOccasion, hintedPerson } from './login-hints.ts';
import { messageClaims } from './message-claims.ts';
import type { Client } from './records.ts';
import { Refusal } from './refusal.ts';
import { findClient } from './site.ts';
import type { Site } from './site.ts';

const wordSchema = z.string().min(1).max(8192);

/** Enough to know whom to answer; without it nothing may be posted anywhere. */
const addresseeSchema = z.object({ client_id: wordSchema, redirect_uri: wordSchema });

const requestSchema = z.object({
  scope: z.string(),
  response_type: z.string(),
  response_mode: z.string(),
  prompt: z.string(),
  nonce: wordSchema,
  login_hint: wordSchema,
  lti_message_hint: wordSchema,
});

const stateSchema = z.object({ state: wordSchema.optional() });

/** A form that posts itself to the tool. */
export interface FormPost {
  action: string;
  fields: Record<string, string>;
}

/**
 * Answer an authentication request: an `id_token`, or the error of which the tool is told.
 *
 * @throws Refusal when the tool or its address is not the registered one: then the person is told,
 *   and nothing is sent (RFC 6749, 4.1.2.1).
 * @see [Security Framework 1.1, 5.1.1.2 Authentication request](https://www.imsglobal.org/spec/security/v1p1/#step-2-authentication-request)
 */
export async function authorize(site: Site, parameters: unknown): Promise<FormPost> {
  const { client, redirectUri } = addresseeOf(site, parameters);
  const state = stateSchema.safeParse(parameters).data?.state;
  const echo = state === undefined ? {} : { state };
  try {
    return {
      action: redirectUri,
      fields: { id_token: await idToken(site, client, parameters), ...echo },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fields = { error: error.code, error_description: error.message, ...echo };
    return { action: redirectUri, fields };
  }
}

function addresseeOf(site: Site, parameters: unknown): { client: Client; redirectUri: string } {
  const asked = addresseeSchema.safeParse(parameters);
  if (!asked.success) {
    throw new Refusal(400, 'invalid_request', 'A tool asked for a login without saying who it is.');
  }
  const client = findClient(site, asked.data.client_id);
  if (client === undefined) {
    throw new Refusal(
      400,
      'invalid_client',
      'A tool asked for a login that is not registered here.',
    );
  }
  const redirectUri = client.redirectUris.find((uri) => uri === asked.data.redirect_uri);
  if (redirectUri === undefined) {
    throw new Refusal(
      400,
      'invalid_redirect_uri',
      `${client.name} asked to be answered at an address that is not registered here.`,
    );
  }
  return { client, redirectUri };
}

async function idToken(site: Site, client: Client, parameters: unknown): Promise<string> {
  const request = checkedRequest(parameters);
  const person = await hintedPerson(site, request.login_hint);
  if (person === undefined) {
    throw new Refusal(401, 'login_required', 'The login hint is not ours, or it is too old.');
  }
  const occasion = await hintedOccasion(site, request.lti_message_hint, client, person);
  if (occasion === undefined) {
    throw new Refusal(403, 'access_denied', 'The message hint names nothing this person may open.');
  }
  return signMessage(site.records, await messageClaims(site, occasion, request.nonce));
}

function checkedRequest(parameters: unknown): z.infer<typeof requestSchema> {
  const request = requestSchema.safeParse(parameters);
  if (!request.success) {
    const name = request.error.issues[0]?.path.join('.') ?? 'a parameter';
    throw new Refusal(400, 'invalid_request', `The parameter ${name} is missing or malformed.`);
  }
  const { scope, response_type, response_mode, prompt } = request.data;
  if (!scope.split(' ').includes('openid')) {
    throw new Refusal(400, 'invalid_scope', 'The scope must be openid.');
  }
  if (response_type !== 'id_token') {
    throw new Refusal(400, 'unsupported_response_type', 'The response_type must be id_token.');
  }
  if (response_mode !== 'form_post') {
    throw new Refusal(400, 'invalid_request', 'The response_mode must be form_post.');
  }
  if (prompt !== 'none') {
    throw new Refusal(400, 'invalid_request', 'The prompt must be none.');
  }
  return request.data;
}
