import type { Request, Response } from 'express';
import { z } from 'zod';
import { logOf, render, setContentSecurity } from '../web/index.ts';
import type { FrontDoor } from './front-door.ts';
import { readInvitation, type Invitation } from './invitation.ts';
import { LaunchRejected } from './launch-rejected.ts';
import { ltiPaths } from './paths.ts';
import type { Platform, PlatformRegistration } from './platforms.ts';
import { rememberPlatform } from './remember-platform.ts';
import {
  checkManualRegistration,
  ManualRegistration,
  registerWithPlatform,
  RegistrationQuery,
} from './registration.ts';
import { claimInvitation, releaseInvitation } from './store.ts';
import { toolAddresses } from './tool-config.ts';

const Parameters = z.object({ invitation: z.string() });

/** Uses the invitation up, unless the registration comes to nothing. */
async function withInvitation(
  door: FrontDoor,
  invitation: Invitation,
  register: () => Promise<PlatformRegistration>,
): Promise<Platform> {
  const isOurs = await door.db.atTheDoor((tx) =>
    claimInvitation(tx, { id: invitation.id, expiresAt: invitation.expiresAt }),
  );
  if (!isOurs) throw new LaunchRejected('unusable_invitation', 'The invitation was used before');
  try {
    return await rememberPlatform(door.db, invitation.organizationName, await register());
  } catch (cause) {
    await door.db.atTheDoor((tx) => releaseInvitation(tx, invitation.id));
    throw cause;
  }
}

function showForm(
  door: FrontDoor,
  { req, res }: { req: Request; res: Response },
  given: { invitation: string; organizationName: string; values: object; errors: object },
): void {
  const addresses = toolAddresses(door.publicUrl);
  const action = ltiPaths.register(given.invitation);
  const registrationUrl = new URL(action, door.publicUrl).href;
  render(req, res, 'lti/register', {
    ...given,
    action,
    addresses,
    registrationUrl,
    layout: 'bare',
  });
}

function showSuccess({ req, res }: { req: Request; res: Response }, platform: Platform): void {
  logOf(res).info({ platform: platform.id }, 'platform registered');
  render(req, res, 'lti/registered', { platform, layout: 'bare' });
}

/**
 * `GET /lti/register/<invitation>`: opened by an LMS it registers at once; opened by a person it explains,
 * and offers the form for an LMS that cannot register by itself.
 *
 * @see [LTI Dynamic Registration 1.0, 3.2](https://www.imsglobal.org/spec/lti-dr/v1p0#step-1-registration-initiation-request)
 */
export function register(door: FrontDoor) {
  return async (req: Request, res: Response): Promise<void> => {
    setContentSecurity(res, { frameAncestors: 'any' });
    const token = Parameters.parse(req.params).invitation;
    const invitation = await readInvitation(door.invitationKey, token);
    if (req.query['openid_configuration'] === undefined) {
      const { organizationName } = invitation;
      return showForm(
        door,
        { req, res },
        { invitation: token, organizationName, values: {}, errors: {} },
      );
    }
    const query = RegistrationQuery.safeParse(req.query);
    if (!query.success) {
      throw new LaunchRejected('registration_refused', 'The configuration address makes no sense');
    }
    const platform = await withInvitation(door, invitation, () =>
      registerWithPlatform(door, query.data),
    );
    return showSuccess({ req, res }, platform);
  };
}

/** `POST /lti/register/<invitation>`: the same by hand. What was typed stays typed when it cannot be used. */
export function registerByHand(door: FrontDoor) {
  return async (req: Request, res: Response): Promise<void> => {
    const token = Parameters.parse(req.params).invitation;
    const invitation = await readInvitation(door.invitationKey, token);
    const form = ManualRegistration.safeParse(req.body);
    if (!form.success) {
      const errors = z.flattenError(form.error).fieldErrors;
      const { organizationName } = invitation;
      res.status(422);
      return showForm(
        door,
        { req, res },
        { invitation: token, organizationName, values: req.body, errors },
      );
    }
    const platform = await withInvitation(door, invitation, async () => {
      await checkManualRegistration(door.outbound, form.data);
      return form.data;
    });
    return showSuccess({ req, res }, platform);
  };
}
