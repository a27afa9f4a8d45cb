import type { Request, Response } from 'express';
import { z } from 'zod';
import { isFromOurPage, isSameProof, render, setContentSecurity } from '../web/index.ts';
import type { FrontDoor, LaunchExchange } from './front-door.ts';
import type { Launch } from './launch.ts';
import { LaunchRejected } from './launch-rejected.ts';
import { loginLabel } from './login.ts';
import { clearLoginCookie, loginCookie } from './login-cookie.ts';
import { storageOrigin } from './login-routes.ts';
import { findLogin } from './login-store.ts';
import { hashProof } from './proof.ts';
import { platformsOfLogin } from './store.ts';
import { verifyLaunch, type OpenLogin } from './verify-launch.ts';

const text = z.string().catch('');
const LaunchForm = z.object({
  id_token: text,
  state: text,
  proof: text,
  error: text,
  error_description: text,
});
type LaunchForm = z.infer<typeof LaunchForm>;

async function loginOf(door: FrontDoor, state: string): Promise<OpenLogin> {
  const stateHash = hashProof(door.loginKey, state);
  // In this order: a login that is still there had its platforms, even if it is used up meanwhile.
  const [platforms, login] = await door.db.askAtTheDoor((tx) =>
    Promise.all([platformsOfLogin(tx, { stateHash }), findLogin(tx, stateHash)]),
  );
  if (!login) throw new LaunchRejected('unknown_state', 'No login under way has this state');
  if (login.expiresAt <= door.now())
    throw new LaunchRejected('expired_login', 'The login is too old');
  return { ...login, platforms };
}

/** Platform storage is asked only of the origin that the registration names. */
function askStorage(
  door: FrontDoor,
  { req, res }: { req: Request; res: Response },
  form: LaunchForm,
  { storageFrame, stateHash, platforms }: OpenLogin & { storageFrame: string },
): void {
  const [platform] = platforms;
  if (!platform)
    throw new LaunchRejected('unknown_platform', 'The platform is no longer registered');
  const storage = {
    frame: storageFrame,
    origin: storageOrigin(door, storageFrame, platform.authorizationEndpoint),
    key: loginLabel(stateHash),
  };
  const { id_token: idToken, state } = form;
  render(req, res, 'lti/ask-storage', { storage, idToken, state, layout: 'bare' });
}

/** No proof came with the launch: ask where else it may be kept, or offer a tab of its own. */
function askForProof(
  door: FrontDoor,
  exchange: { req: Request; res: Response },
  form: LaunchForm,
  login: OpenLogin,
): void {
  const { storageFrame } = login;
  if (storageFrame !== null) return askStorage(door, exchange, form, { ...login, storageFrame });
  const { req, res } = exchange;
  res.status(403);
  return render(req, res, 'lti/new-tab', { state: form.state, layout: 'bare' });
}

/** Hands a proven launch on; a failure is told by the front door, with every other. */
async function receive(door: FrontDoor, proven: Launch, exchange: LaunchExchange): Promise<void> {
  await door.onLaunch(proven, exchange);
  door.onLaunchOutcome?.('accepted', proven.platform.id);
}

/** `POST /lti/launch`: the platform's answer, carried by the browser. */
export function launch(door: FrontDoor) {
  return async (req: Request, res: Response): Promise<void> => {
    setContentSecurity(res, { frameAncestors: 'any' });
    const form = LaunchForm.parse(req.body ?? {});
    if (form.error) {
      // The description is the platform's prose, and may name the person.
      const said = /^[\w.-]{1,60}$/.test(form.error) ? form.error : 'an error of its own';
      throw new LaunchRejected('platform_error', `The platform answered: ${said}`);
    }
    const login = await loginOf(door, form.state);
    const label = loginLabel(login.stateHash);
    const cookie = loginCookie(req, label);
    // A stored proof speaks for the browser only when our own page fetched it: anybody may post their own.
    const stored = isFromOurPage(req, door.publicUrl.origin) ? form.proof : '';
    const proof = cookie ?? (stored || null);
    if (proof === null) return askForProof(door, { req, res }, form, login);
    if (!isSameProof(hashProof(door.loginKey, proof), login.browserHash)) {
      throw new LaunchRejected('wrong_browser', 'Another browser began this login');
    }
    const proven = await verifyLaunch({ ...door, now: door.now() }, form.id_token, login);
    clearLoginCookie(res, label);
    return receive(door, proven, { req, res, browserKeepsCookies: cookie !== null });
  };
}
