import type { Request, Response } from 'express';
import { z } from 'zod';
import { findHomeCommunityId, readerOf, type Community } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import {
  deepLinkingResponse,
  ltiPaths,
  openDeepLinking,
  sealDeepLinking,
  type ContentItem,
  type Launch,
  type LaunchExchange,
  type ToolKeys,
} from '../lti/index.ts';
import { signedIn, type Session } from '../sessions/index.ts';
import { bodyOf, render, setContentSecurity } from '../web/index.ts';

/** The picker's own address; it is reached by a launch and answers to its form. */
export const deepLinkingPath = '/deep-linking';

interface House {
  db: Database;
  toolKeys: ToolKeys;
  publicUrl: URL;
  requestKey: Uint8Array;
}

async function communityOf(db: Database, session: Session): Promise<Community | null> {
  const { courseId, organizationId } = session;
  if (courseId === null) return null;
  return db.within(organizationId, async (tx) => {
    const home = await findHomeCommunityId(tx, courseId);
    return home ? (await readerOf(tx, session, home.communityId)).community : null;
  });
}

/** Shows what will be placed: this course's community, whichever it is or will be. */
export function showPicker(house: House) {
  return async (
    launch: Launch,
    { session, token }: { session: Session; token: string },
    { req, res, browserKeepsCookies }: LaunchExchange,
  ): Promise<void> => {
    render(req, res, 'home/deep-linking', {
      community: await communityOf(house.db, session),
      action: deepLinkingPath,
      request: await sealDeepLinking(house.requestKey, launch, session.id),
      carriedToken: browserKeepsCookies ? null : token,
      layout: 'bare',
    });
  };
}

const PickerForm = z.object({ request: z.string(), choice: z.enum(['place', 'cancel']) });

function itemFor(community: Community | null, publicUrl: URL, title: string): ContentItem {
  return {
    title: community?.name ?? title,
    text: community?.purpose ?? null,
    url: new URL(ltiPaths.launch, publicUrl).href,
    custom: { guildhall_view: 'course' },
  };
}

/** `POST /deep-linking`: the choice goes back to the platform, signed, through the browser. */
export function answerDeepLinking(house: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const form = bodyOf(req, PickerForm);
    const request = await openDeepLinking(house.requestKey, form.request, session.id);
    const community = await communityOf(house.db, session);
    const items = form.choice === 'place' ? [itemFor(community, house.publicUrl, 'Guildhall')] : [];
    const jwt = await deepLinkingResponse(house.toolKeys, request, items, new Date());
    setContentSecurity(res, {
      frameAncestors: session.frameOrigins,
      formTargets: [new URL(request.returnUrl).origin],
    });
    render(req, res, 'home/deep-linking-return', {
      returnUrl: request.returnUrl,
      jwt,
      layout: 'bare',
    });
  };
}
