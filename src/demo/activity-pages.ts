import { Router } from 'express';
import type { Response } from 'express';
import { z } from 'zod';
import { chrome } from './chrome.ts';
import { removeLink } from './content-items.ts';
import { letIn } from './content-policy.ts';
import { addressOf, startLogin } from './login-hints.ts';
import type { LoginStart, Occasion } from './login-hints.ts';
import { pages } from './paths.ts';
import type { Person } from './people.ts';
import type { Client } from './records.ts';
import { notFound } from './refusal.ts';
import { activityOf, clientOf } from './site.ts';
import type { Site } from './site.ts';
import { editorVisitOf, visitOf } from './visits.ts';

const targetSchema = z.object({ target: z.enum(['iframe', 'window']).catch('iframe') });

/** Opening an activity, and choosing content: the pages with a tool in a frame. */
export function activityPages(site: Site): Router {
  const router = Router();
  activityRoutes(site, router);
  pickerRoutes(site, router);
  return router;
}

function activityRoutes(site: Site, router: Router): void {
  const page = '/as/:person/courses/:course/activities/:link';

  router.get(page, async (req, res) => {
    const { person, course } = visitOf(site, req.params);
    const link = activityOf(site, course, req.params.link);
    const client = clientOf(site, link.clientId);
    const launchHref = pages.activityLaunch(site, person, course, link);
    const as = (other: Person): string => pages.activity(site, other, course, link);
    letIn(res, { frames: [client.loginUri, client.targetLinkUri] });
    res.render('activity', {
      ...chrome({ site, person, course, title: link.title, as }),
      activity: { title: link.title, text: link.text, tool: client.name },
      inWindow: link.opensIn === 'window',
      windowHref: `${launchHref}?target=window`,
      stage: await stage(site, { client, person, course, link, target: 'iframe' }, launchHref),
    });
  });

  router.get(`${page}/launch`, async (req, res) => {
    const { person, course } = visitOf(site, req.params);
    const link = activityOf(site, course, req.params.link);
    const client = clientOf(site, link.clientId);
    const { target } = targetSchema.parse(req.query);
    goTo(res, await startLogin(site, { client, person, course, link, target }), client);
  });

  router.post(`${page}/removal`, async (req, res) => {
    const { person, course } = editorVisitOf(site, req.params);
    const link = activityOf(site, course, req.params.link);
    await removeLink(site, link);
    res.redirect(303, pages.course(site, person, course));
  });
}

function pickerRoutes(site: Site, router: Router): void {
  const page = '/as/:person/courses/:course/content/:client';

  router.get(page, async (req, res) => {
    const { person, course } = editorVisitOf(site, req.params);
    const client = pickerOf(site, req.params.client);
    const launchHref = pages.pickerLaunch(site, person, course, client.clientId);
    const occasion = { client, person, course, link: undefined, target: 'iframe' } as const;
    letIn(res, { frames: [client.loginUri, client.targetLinkUri] });
    res.render('picker', {
      ...chrome({ site, person, course, title: `Add content from ${client.name}` }),
      tool: client.name,
      courseHref: pages.course(site, person, course),
      stage: await stage(site, occasion, launchHref),
    });
  });

  router.get(`${page}/launch`, async (req, res) => {
    const { person, course } = editorVisitOf(site, req.params);
    const client = pickerOf(site, req.params.client);
    const occasion = { client, person, course, link: undefined, target: 'iframe' } as const;
    goTo(res, await startLogin(site, occasion), client);
  });
}

function pickerOf(site: Site, clientId: string): Client {
  const client = clientOf(site, clientId);
  if (client.deepLinkingUri === null) throw notFound('content');
  return client;
}

const delegated = ['microphone', 'camera', 'fullscreen', 'clipboard-write', 'display-capture'];

/**
 * Everything about the frame. Where the login begins by POST the frame first holds a page of ours,
 * so the permissions must name the tool: by themselves they would go to whoever comes first.
 */
async function stage(
  site: Site,
  occasion: Occasion,
  launchHref: string,
): Promise<Record<string, unknown>> {
  const toolOrigin = new URL(occasion.client.targetLinkUri).origin;
  const byAddress = site.platform.startsLoginBy === 'GET';
  return {
    src: byAddress ? addressOf(await startLogin(site, occasion)) : launchHref,
    allow: delegated.map((name) => (byAddress ? name : `${name} ${toolOrigin}`)).join('; '),
    toolOrigin,
    storage: site.platform.offersStorage ? 'offered' : 'none',
    closeHref: pages.course(site, occasion.person, occasion.course),
    name: occasion.link?.title ?? occasion.client.name,
  };
}

/** A page of one form that goes to the tool by itself. */
function goTo(response: Response, { action, fields }: LoginStart, client: Client): void {
  letIn(response, { forms: [client.loginUri, client.targetLinkUri] });
  response.render('form-post', {
    layout: 'bare',
    title: `Opening ${client.name}`,
    action,
    fields,
    words: `Opening ${client.name}…`,
  });
}
