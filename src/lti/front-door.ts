import { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Database } from '../db/index.ts';
import { HouseError, type ErrorCode } from '../errors.ts';
import { logOf, referenceOf, render, setContentSecurity } from '../web/index.ts';
import { createKeySets, type KeySets } from './key-sets.ts';
import type { Launch } from './launch.ts';
import { LaunchRejected, type LaunchCode } from './launch-rejected.ts';
import { launch } from './launch-routes.ts';
import { login, loginAgain } from './login-routes.ts';
import type { Outbound } from './outbound.ts';
import { ltiPaths } from './paths.ts';
import { register, registerByHand } from './registration-routes.ts';
import { canvasConfiguration, readToolConfig, type ToolConfig } from './tool-config.ts';
import type { ToolKeys } from './tool-keys.ts';

/** The request a proven launch came by, and whether the browser brought our cookie with it. */
export interface LaunchExchange {
  req: Request;
  res: Response;
  browserKeepsCookies: boolean;
}

/** What the front door needs of the house, and the one thing it hands on. */
export interface FrontDoorOptions {
  db: Database;
  outbound: Outbound;
  toolKeys: ToolKeys;
  publicUrl: URL;
  loginKey: Uint8Array;
  invitationKey: Uint8Array;
  now: () => Date;
  onLaunch(launch: Launch, exchange: LaunchExchange): Promise<void>;
  /** Told how each launch, login and registration ended, and whose it was where that is known. */
  onLaunchOutcome?(outcome: LaunchOutcome, platformId: string | null): void;
}

/** Every foreseen refusal has a code; `failed` is what nobody foresaw. */
type LaunchOutcome = 'accepted' | 'failed' | LaunchCode | ErrorCode;

export interface FrontDoor extends FrontDoorOptions {
  keySets: KeySets;
  toolConfig: ToolConfig;
}

/** A refused launch is shown to a teacher in a frame: what happened, whom to ask, a reference. */
function refusedPage(door: FrontDoor): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    // What a platform posts is nobody's words, and no page may show a token.
    req.body = undefined;
    if (!(error instanceof LaunchRejected)) {
      door.onLaunchOutcome?.(error instanceof HouseError ? error.code : 'failed', null);
      return next(error);
    }
    const { reason, platformId } = error;
    logOf(res).info({ err: error, launchCode: reason, platform: platformId }, 'launch refused');
    door.onLaunchOutcome?.(reason, platformId);
    setContentSecurity(res, { frameAncestors: 'any' });
    res.status(400);
    return render(req, res, 'lti/refused', {
      code: error.reason,
      reference: referenceOf(res),
      layout: 'bare',
    });
  };
}

/** Everything under `/lti/`. It knows platforms and launches, and nothing of communities. */
export function frontDoor(options: FrontDoorOptions): Router {
  const door: FrontDoor = {
    ...options,
    keySets: createKeySets({ db: options.db, outbound: options.outbound }),
    toolConfig: readToolConfig(),
  };
  const router = Router();
  router.get(ltiPaths.login, login(door));
  router.post(ltiPaths.login, login(door));
  router.post(ltiPaths.loginAgain, loginAgain(door));
  router.post(ltiPaths.launch, launch(door));
  router.get(ltiPaths.register(':invitation'), register(door));
  router.post(ltiPaths.register(':invitation'), registerByHand(door));
  router.get(ltiPaths.keySet, async (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300');
    res.json(await door.toolKeys.publicKeySet());
  });
  router.get(ltiPaths.config, (_req, res) => {
    res.json(canvasConfiguration(door.toolConfig, door.publicUrl));
  });
  router.use(refusedPage(door));
  return router;
}
