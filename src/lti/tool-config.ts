import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageTypes } from './claims.ts';

const Localized = z.object({ en: z.string().min(1) }).catchall(z.string());

const ToolConfig = z.object({
  title: Localized,
  description: Localized,
  deepLinkingLabel: Localized,
  scopes: z.array(z.url()),
  claims: z.array(z.string()),
  customParameters: z.record(z.string(), z.string()),
  messages: z.array(
    z.object({ type: z.enum(messageTypes), placements: z.array(z.string()).optional() }),
  ),
  canvasPlacements: z.array(z.object({ placement: z.string(), message: z.enum(messageTypes) })),
});

/** What this tool declares of itself to every platform. */
export type ToolConfig = z.infer<typeof ToolConfig>;

/** @throws ZodError when lti-config.json is not what it must be */
export function readToolConfig(): ToolConfig {
  const path = new URL('../../lti-config.json', import.meta.url);
  return ToolConfig.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** The addresses of ours that a platform is told. */
export function toolAddresses(publicUrl: URL) {
  const at = (path: string) => new URL(path, publicUrl).href;
  return {
    login: at('/lti/login'),
    launch: at('/lti/launch'),
    keySet: at('/lti/jwks.json'),
    config: at('/lti/config.json'),
    icon: at('/assets/icon.svg'),
  };
}

/** `name`, `name#fr`, ...: how registrations say the same thing in several languages. */
function inLanguages(field: string, words: z.infer<typeof Localized>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).map(([language, text]) => [
      language === 'en' ? field : `${field}#${language}`,
      text,
    ]),
  );
}

/**
 * What we send to a platform's registration endpoint. Only what the platform says it can do is asked for.
 *
 * @see [LTI Dynamic Registration 1.0, 3.5](https://www.imsglobal.org/spec/lti-dr/v1p0#client-registration-request)
 */
export function registrationRequest(
  config: ToolConfig,
  publicUrl: URL,
  platform: { scopes: readonly string[]; messages: readonly string[] | null },
): object {
  const addresses = toolAddresses(publicUrl);
  const isOffered = (type: string) =>
    platform.messages === null || platform.messages.includes(type);
  const messages = config.messages.filter(({ type }) => isOffered(type));
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: addresses.login,
    redirect_uris: [addresses.launch],
    ...inLanguages('client_name', config.title),
    client_uri: publicUrl.href,
    jwks_uri: addresses.keySet,
    logo_uri: addresses.icon,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: config.scopes.filter((scope) => platform.scopes.includes(scope)).join(' '),
    'https://purl.imsglobal.org/spec/lti-tool-configuration': {
      domain: publicUrl.host,
      ...inLanguages('description', config.description),
      target_link_uri: addresses.launch,
      custom_parameters: config.customParameters,
      claims: config.claims,
      messages: messages.map(({ type, placements }) => ({
        type,
        ...(type === 'LtiDeepLinkingRequest'
          ? {
              target_link_uri: addresses.launch,
              ...inLanguages('label', config.deepLinkingLabel),
              placements,
            }
          : {}),
      })),
    },
  };
}

/** The JSON a Canvas administrator pastes, or names by URL, as a Developer Key. */
export function canvasConfiguration(config: ToolConfig, publicUrl: URL): object {
  const addresses = toolAddresses(publicUrl);
  return {
    title: config.title.en,
    description: config.description.en,
    oidc_initiation_url: addresses.login,
    target_link_uri: addresses.launch,
    public_jwk_url: addresses.keySet,
    scopes: config.scopes,
    custom_fields: config.customParameters,
    extensions: [
      {
        platform: 'canvas.instructure.com',
        domain: publicUrl.host,
        tool_id: 'guildhall',
        privacy_level: 'public',
        settings: {
          text: config.title.en,
          icon_url: addresses.icon,
          placements: config.canvasPlacements.map(({ placement, message }) => ({
            placement,
            message_type: message,
            target_link_uri: addresses.launch,
            text:
              message === 'LtiDeepLinkingRequest' ? config.deepLinkingLabel.en : config.title.en,
            icon_url: addresses.icon,
            enabled: true,
          })),
        },
      },
    ],
  };
}
