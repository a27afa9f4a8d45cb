import type { Request, Response } from 'express';
import { z } from 'zod';
import { render, setContentSecurity } from '../web/index.ts';
import type { FrontDoor } from './front-door.ts';
import { beginLogin, LoginRequest, openerFrame, type BegunLogin } from './login.ts';
import { setLoginCookie } from './login-cookie.ts';
import { findLogin } from './login-store.ts';
import { LaunchRejected } from './launch-rejected.ts';
import { isOurs, ltiPaths } from './paths.ts';
import { hashProof } from './proof.ts';

/** Where the kept value is addressed: the platform's own frame, or our page that opened this tab. */
export function storageOrigin(
  door: FrontDoor,
  frame: string,
  authorizationEndpoint: string,
): string {
  return frame === openerFrame ? door.publicUrl.origin : new URL(authorizationEndpoint).origin;
}

function parseLogin(door: FrontDoor, parameters: unknown): LoginRequest {
  const parsed = LoginRequest.safeParse(parameters);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new LaunchRejected('invalid_login', `Not a login: ${names}`);
  }
  if (!isOurs(parsed.data.target_link_uri, door.publicUrl)) {
    throw new LaunchRejected('invalid_login', 'The target link is not a page of ours');
  }
  return parsed.data;
}

function begin(door: FrontDoor, request: LoginRequest): Promise<BegunLogin> {
  const { db, loginKey, publicUrl } = door;
  const launchUrl = new URL(ltiPaths.launch, publicUrl).href;
  return beginLogin({ db, loginKey, launchUrl, now: door.now() }, request);
}

/** Leaves the proof with the browser, by cookie and by storage where there is one, and goes on. */
function goOn(door: FrontDoor, req: Request, res: Response, begun: BegunLogin): void {
  setLoginCookie(res, begun.label, begun.browserProof);
  if (begun.storageFrame === null) return res.redirect(302, begun.authorizationUrl);
  const { authorizationEndpoint } = begun.platform;
  return render(req, res, 'lti/login', {
    authorizationUrl: begun.authorizationUrl,
    storage: {
      frame: begun.storageFrame,
      origin: storageOrigin(door, begun.storageFrame, authorizationEndpoint),
      key: begun.label,
      value: begun.browserProof,
    },
    layout: 'bare',
  });
}

/** `GET|POST /lti/login`: the platform opens the conversation. */
export function login(door: FrontDoor) {
  return async (req: Request, res: Response): Promise<void> => {
    const request = parseLogin(door, req.method === 'GET' ? req.query : req.body);
    const begun = await begin(door, request);
    setContentSecurity(res, { frameAncestors: 'any' });
    goOn(door, req, res, begun);
  };
}

/**
 * `POST /lti/login/again`: the same login once more, in a tab of its own, where cookies are first-party.
 * The page that opened the tab keeps the proof as well, for a browser that takes no cookie at all.
 */
export function loginAgain(door: FrontDoor) {
  return async (req: Request, res: Response): Promise<void> => {
    const { state } = z.object({ state: z.string().catch('') }).parse(req.body ?? {});
    const earlier = await door.db.atTheDoor((tx) => findLogin(tx, hashProof(door.loginKey, state)));
    if (!earlier) throw new LaunchRejected('unknown_state', 'No login to begin again');
    const begun = await begin(door, {
      iss: earlier.issuer,
      client_id: earlier.clientId,
      login_hint: earlier.loginHint,
      lti_message_hint: earlier.messageHint,
      target_link_uri: earlier.targetLinkUri,
      lti_deployment_id: earlier.deploymentId,
      lti_storage_target: openerFrame,
    });
    goOn(door, req, res, begun);
  };
}
