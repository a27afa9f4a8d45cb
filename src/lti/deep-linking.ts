import { SignJWT, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { newId } from '../db/index.ts';
import { Invalid } from '../errors.ts';
import { claim } from './claims.ts';
import type { Launch } from './launch.ts';
import type { ToolKeys } from './tool-keys.ts';

const audience = 'guildhall deep linking';

/** What is chosen in the picker: an activity of ours, to stand in the course. */
export interface ContentItem {
  title: string;
  text: string | null;
  url: string;
  /** Comes back with every launch of the item, and survives course copies; resource link ids do not. */
  custom: Record<string, string>;
  /** A gradebook column to be made with the activity. */
  lineItem: LineItem | null;
}

interface LineItem {
  label: string;
  scoreMaximum: number;
  resourceId: string;
  tag: string;
}

/** It may stand in the page or have a window, as whoever places it likes; sizes in CSS pixels. */
const presentation = {
  iframe: { width: 800, height: 600 },
  window: { targetName: 'guildhall' },
};

const SealedRequest = z.object({
  issuer: z.string(),
  clientId: z.string(),
  deploymentId: z.string(),
  returnUrl: z.string(),
  acceptMultiple: z.boolean(),
  acceptLineItem: z.boolean(),
  data: z.string().nullable(),
});

/** A deep linking request on its way through the picker's form. */
export type DeepLinkingRequest = z.infer<typeof SealedRequest>;

/** Signs the request into the picker's form, for an hour, for this session alone. */
export async function sealDeepLinking(
  key: Uint8Array,
  launch: Launch,
  sessionId: string,
): Promise<string> {
  const { deepLinking, platform, deployment } = launch;
  if (!deepLinking) throw new TypeError('Not a deep linking launch');
  const request: DeepLinkingRequest = {
    issuer: platform.issuer,
    clientId: platform.clientId,
    deploymentId: deployment.deploymentId,
    returnUrl: deepLinking.returnUrl,
    acceptMultiple: deepLinking.acceptMultiple,
    acceptLineItem: deepLinking.acceptLineItem,
    data: deepLinking.data,
  };
  return new SignJWT({ request })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sessionId)
    .setAudience(audience)
    .setExpirationTime('1 hour')
    .sign(key);
}

/** @throws Invalid when it is not ours, not this session's, or an hour old */
export async function openDeepLinking(
  key: Uint8Array,
  sealed: string,
  sessionId: string,
): Promise<DeepLinkingRequest> {
  try {
    const { payload } = await jwtVerify(sealed, key, {
      algorithms: ['HS256'],
      audience,
      subject: sessionId,
    });
    return SealedRequest.parse(payload['request']);
  } catch (cause) {
    throw new Invalid('The deep linking request does not hold', { cause });
  }
}

/**
 * The signed answer that the browser posts to the platform. No item is a legal answer: nothing was chosen.
 *
 * @see [LTI Deep Linking 2.0, 3.4](https://www.imsglobal.org/spec/lti-dl/v2p0#deep-linking-response-message)
 */
export async function deepLinkingResponse(
  toolKeys: ToolKeys,
  request: DeepLinkingRequest,
  items: readonly ContentItem[],
  now: Date,
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims: JWTPayload = {
    iss: request.clientId,
    aud: request.issuer,
    iat: issuedAt,
    exp: issuedAt + 300,
    nonce: newId(),
    [claim.version]: '1.3.0',
    [claim.messageType]: 'LtiDeepLinkingResponse',
    [claim.deploymentId]: request.deploymentId,
    [claim.contentItems]: items.map(({ title, text, url, custom, lineItem }) => ({
      type: 'ltiResourceLink',
      title,
      ...(text ? { text } : {}),
      url,
      custom,
      ...presentation,
      ...(lineItem ? { lineItem } : {}),
    })),
    ...(request.data === null ? {} : { [claim.deepLinkingData]: request.data }),
  };
  return toolKeys.sign(claims);
}
