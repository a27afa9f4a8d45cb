import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { Invalid } from '../errors.ts';
import {
  deepLinkingResponse,
  openDeepLinking,
  sealDeepLinking,
  type ContentItem,
  type DeepLinkingRequest,
  type Launch,
  type LaunchExchange,
  type ToolKeys,
} from '../lti/index.ts';
import { signedIn, type Session } from '../sessions/index.ts';
import { asksForPart, render, setContentSecurity, wordsFor } from '../web/index.ts';
import { contentItemOf } from './content-item.ts';
import { readPickerForm, type Sent } from './picker-form.ts';
import { chosenOffers, listingFor, type Choosing } from './picker.ts';
import { choiceOf } from './target.ts';

/** The picker is reached by a launch; these answer to its form. */
export const deepLinkingPaths = {
  /** What was chosen goes back to the platform. */
  answer: '/deep-linking',
  /** The same picker, with what other words find. */
  offers: '/deep-linking/offers',
};

interface House {
  db: Database;
  toolKeys: ToolKeys;
  publicUrl: URL;
  requestKey: Uint8Array;
}

interface Exchange {
  req: Request;
  res: Response;
}

/** The platform's request: opened, and as the form carries it on. */
interface Asked {
  sealed: string;
  request: DeepLinkingRequest;
}

interface Page extends Asked {
  choosing: Choosing;
  errors: object;
  /** The session's token, where only this page can carry it. */
  carriedToken: string | null;
}

function allowAnswer({ req, res }: Exchange, { returnUrl }: DeepLinkingRequest): void {
  const formTargets = [new URL(returnUrl).origin];
  setContentSecurity(res, { frameAncestors: signedIn(req).frameOrigins, formTargets });
}

async function showPage(
  { db }: House,
  { req, res }: Exchange,
  { sealed, request, choosing, errors, carriedToken }: Page,
): Promise<void> {
  const session = signedIn(req);
  const say = wordsFor(req, res);
  const listing = await db.within(session.organizationId, (tx) =>
    listingFor(tx, session, { choosing, say }),
  );
  // Where a browser keeps no cookie this page is never left, and its answer goes out from under its policy.
  allowAnswer({ req, res }, request);
  render(req, res, asksForPart(req) ? 'home/offers' : 'home/deep-linking', {
    paths: deepLinkingPaths,
    sealed,
    acceptMultiple: request.acceptMultiple,
    acceptLineItem: request.acceptLineItem,
    carriedToken,
    ...choosing,
    ...listing,
    errors,
    layout: 'bare',
  });
}

const courseItself = choiceOf({ view: 'home', communityId: null, itemId: null });

/** What a platform's deep linking request is answered with: all that the person could place. */
export function showPicker(house: House) {
  return async (
    launch: Launch,
    { session, token }: { session: Session; token: string },
    { req, res, browserKeepsCookies }: LaunchExchange,
  ): Promise<void> => {
    const sealed = await sealDeepLinking(house.requestKey, launch, session.id);
    const request = await openDeepLinking(house.requestKey, sealed, session.id);
    // Where one is placed, the likeliest is one press away.
    const choices = request.acceptMultiple ? [] : [courseItself];
    const choosing = { words: '', choices, gradebook: false };
    const carriedToken = browserKeepsCookies ? null : token;
    const page = { sealed, request, choosing, errors: {}, carriedToken };
    await showPage(house, { req, res }, page);
  };
}

async function stillOpen(
  { requestKey }: House,
  sealed: string,
  session: Session,
): Promise<DeepLinkingRequest | null> {
  try {
    return await openDeepLinking(requestKey, sealed, session.id);
  } catch (error) {
    if (error instanceof Invalid) return null;
    throw error;
  }
}

/** Answers the picker's form, or says how to go on where the platform's request no longer holds. */
function answering(
  house: House,
  answer: (exchange: Exchange, asked: Asked, sent: Sent) => Promise<void>,
) {
  return async (req: Request, res: Response): Promise<void> => {
    const sent = readPickerForm(req.body);
    const { sealed, choosing } = sent;
    const request = await stillOpen(house, sealed, signedIn(req));
    if (!request) {
      res.status(422);
      return render(req, res, 'home/deep-linking-over', { layout: 'bare' });
    }
    const choices = request.acceptMultiple ? choosing.choices : choosing.choices.slice(0, 1);
    const asked = { sealed, request };
    return answer({ req, res }, asked, { ...sent, choosing: { ...choosing, choices } });
  };
}

/** `POST /deep-linking/offers`: other words, the same dialogue; what is chosen already stays chosen. */
export function searchOffers(house: House) {
  return answering(house, (exchange, asked, { choosing }) =>
    showPage(house, exchange, { ...asked, choosing, errors: {}, carriedToken: null }),
  );
}

async function sendBack(
  house: House,
  { req, res }: Exchange,
  { request, items }: { request: DeepLinkingRequest; items: ContentItem[] },
): Promise<void> {
  const jwt = await deepLinkingResponse(house.toolKeys, request, items, new Date());
  allowAnswer({ req, res }, request);
  const { returnUrl } = request;
  render(req, res, 'home/deep-linking-return', { returnUrl, jwt, layout: 'bare' });
}

/** `POST /deep-linking`: the choice goes back to the platform, signed, through the browser. */
export function answerDeepLinking(house: House) {
  return answering(house, async ({ req, res }, asked, { choosing, button }) => {
    const { request } = asked;
    if (button === 'cancel') return sendBack(house, { req, res }, { request, items: [] });

    const session = signedIn(req);
    const { choices } = choosing;
    const chosen = await house.db.within(session.organizationId, (tx) =>
      chosenOffers(tx, session, { choices, say: wordsFor(req, res) }),
    );
    const offers = chosen.filter((offer) => offer !== null);
    if (offers.length === 0 || offers.length < choices.length) {
      res.status(422);
      const problem = choices.length === 0 ? 'deepLinking.missing' : 'deepLinking.gone';
      const page = { ...asked, choosing, errors: { offers: [problem] }, carriedToken: null };
      return showPage(house, { req, res }, page);
    }

    const { publicUrl } = house;
    const { courseId } = session;
    const gradebook = request.acceptLineItem && choosing.gradebook;
    const items = offers.map((offer) => contentItemOf(offer, { publicUrl, courseId, gradebook }));
    return sendBack(house, { req, res }, { request, items });
  });
}
