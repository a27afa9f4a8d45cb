import { json, Router, urlencoded } from 'express';
import type { Response } from 'express';
import { z } from 'zod';
import { issueToken } from './access-tokens.ts';
import { authorize } from './authorization.ts';
import { placeContent } from './content-items.ts';
import { letIn } from './content-policy.ts';
import { addedSentence } from './course-pages.ts';
import { grades } from './grades.ts';
import { publicKeySet } from './keys.ts';
import { namesAndRoles } from './names-and-roles.ts';
import { pages } from './paths.ts';
import { Refusal } from './refusal.ts';
import { platformConfiguration, registerTool } from './registration.ts';
import type { Site } from './site.ts';

const form = urlencoded({ extended: false, limit: '500kb' });

/** Everything that tools, not people, talk to. */
export function protocolRoutes(site: Site): Router {
  const router = Router();
  router.get('/.well-known/openid-configuration', (_req, res) => {
    res.json(platformConfiguration(site));
  });
  router.get('/lti/jwks.json', (_req, res) => {
    res.json(publicKeySet(site.records));
  });
  router.get('/lti/authorize', (req, res) => answerLogin(site, req.query, res));
  router.post('/lti/authorize', form, (req, res) => answerLogin(site, req.body, res));
  router.post('/lti/token', form, async (req, res) => {
    res.json(await issueToken(site, req.body));
  });
  router.post('/lti/registrations', json({ limit: '200kb' }), async (req, res) => {
    res.status(201).json(await registerTool(site, req.get('authorization'), req.body));
  });
  router.post('/lti/content-items', form, (req, res) => takeContent(site, req.body, res));
  router.use(namesAndRoles(site), grades(site));
  return router;
}

async function answerLogin(site: Site, parameters: unknown, response: Response): Promise<void> {
  const { action, fields } = await authorize(site, parameters);
  letIn(response, { forms: [action] });
  response.render('form-post', {
    layout: 'bare',
    title: 'Signing in',
    action,
    method: 'POST',
    fields,
    words: 'Signing you in…',
  });
}

const answerSchema = z.object({ JWT: z.string().min(1) });

async function takeContent(site: Site, body: unknown, response: Response): Promise<void> {
  const answer = answerSchema.safeParse(body);
  if (!answer.success) {
    throw new Refusal(400, 'invalid_request', 'The content was not added: the JWT is missing.');
  }
  const { person, course, added, leftOut, msg, errormsg } = await placeContent(
    site,
    answer.data.JWT,
  );
  const courseHref = pages.course(site, person, course);
  const words = [msg, errormsg, leftOut > 0].some(Boolean);
  response.render('content-added', {
    layout: 'bare',
    title: added.length > 0 ? 'Added' : 'Nothing was added',
    sentence: added.length > 0 ? addedSentence(added.length) : 'Nothing was added.',
    course: course.title,
    added,
    leftOut,
    msg,
    errormsg,
    closeHref: added.length > 0 ? `${courseHref}?added=${added.length}` : courseHref,
    // Whoever has something to read is not hurried.
    ...(!words && { closesAfterMs: added.length > 0 ? 1500 : 0 }),
  });
}
