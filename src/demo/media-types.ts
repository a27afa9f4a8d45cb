import type { Request } from 'express';
import { Refusal } from './refusal.ts';

/** Each service has its own media types, and names them exactly. */
export const mediaTypes = {
  members: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
} as const;

/**
 * The caller must be ready for this type; `application/json` is another one.
 *
 * @throws Refusal `not_acceptable`
 */
export function mustAccept(request: Request, mediaType: string): void {
  const accepted = (request.get('accept') ?? '*/*').split(',').map(withoutParameters);
  if (!accepted.some((type) => ['*/*', 'application/*', mediaType].includes(type))) {
    throw new Refusal(406, 'not_acceptable', `The Accept header must name ${mediaType}.`);
  }
}

/** @throws Refusal `unsupported_media_type` */
export function mustSend(request: Request, mediaType: string): void {
  if (withoutParameters(request.get('content-type') ?? '') !== mediaType) {
    throw new Refusal(415, 'unsupported_media_type', `The Content-Type must be ${mediaType}.`);
  }
}

function withoutParameters(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}
