import { Router } from 'express';
import { z } from 'zod';
import { chrome } from './chrome.ts';
import { letIn } from './content-policy.ts';
import { rotateKeys } from './keys.ts';
import { endpoints, pages } from './paths.ts';
import type { Person } from './people.ts';
import { notFound } from './refusal.ts';
import { forgetTool, registrationAddress } from './registration.ts';
import { clientsOf } from './site.ts';
import type { Site } from './site.ts';
import { administratorOf } from './visits.ts';

const invitationSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'Paste a whole address that begins with http.' }),
});

const noticeSchema = z.object({ done: z.enum(['rotated', 'removed', 'closed']).catch('closed') });

const noticeOf = {
  rotated: 'A new key signs from now on. The older ones stay in the key set.',
  removed: 'The tool, its activities and its gradebook columns were removed.',
  closed: 'The registration window was closed. The list below shows what is registered now.',
} as const;

/** Keys, registered tools, and the way in for new ones. */
export function administrationPages(site: Site): Router {
  const router = Router();
  router.get('/as/:person/administration', (req, res) => {
    const person = administratorOf(site, req.params);
    const { done } = noticeSchema.parse(req.query);
    const notices = 'done' in req.query ? [{ kind: 'good', text: noticeOf[done] }] : [];
    res.render('administration', { ...frontPage(site, person), notices });
  });

  router.post('/as/:person/administration/keys', async (req, res) => {
    const person = administratorOf(site, req.params);
    await rotateKeys(site.records);
    await site.save();
    res.redirect(303, `${pages.administration(site, person)}?done=rotated`);
  });

  router.post('/as/:person/administration/registrations', async (req, res) => {
    const person = administratorOf(site, req.params);
    const form = invitationSchema.safeParse(req.body);
    if (!form.success) {
      const error = form.error.issues[0]?.message;
      const typed = z.object({ url: z.string() }).safeParse(req.body).data?.url;
      res.status(422).render('administration', { ...frontPage(site, person), error, typed });
      return;
    }
    const address = await registrationAddress(site, new URL(form.data.url));
    letIn(res, { frames: [address] });
    res.render('register', {
      ...chrome({ site, person, title: 'Register a tool' }),
      address,
      toolOrigin: new URL(address).origin,
      closeHref: `${pages.administration(site, person)}?done=closed`,
      backHref: pages.administration(site, person),
    });
  });

  router.post('/as/:person/administration/tools/:client/removal', async (req, res) => {
    const person = administratorOf(site, req.params);
    const client = site.records.clients.find(({ clientId }) => clientId === req.params.client);
    if (client === undefined) throw notFound('tool that registered itself');
    await forgetTool(site, client);
    res.redirect(303, `${pages.administration(site, person)}?done=removed`);
  });
  return router;
}

function frontPage(site: Site, person: Person): Record<string, unknown> {
  const newest = site.records.keys.at(-1)?.kid;
  return {
    ...chrome({ site, person, title: 'Administration' }),
    keys: site.records.keys.toReversed().map(({ kid, createdAt }) => ({
      kid,
      createdAt,
      since: createdAt.slice(0, 16).replace('T', ' '),
      signs: kid === newest,
    })),
    keysHref: pages.keys(site, person),
    registrationsHref: pages.registrations(site, person),
    tools: clientsOf(site).map(({ name, clientId, deploymentId, loginUri }) => {
      const fixed = clientId === site.platform.clientId;
      const removalHref = fixed ? undefined : pages.clientRemoval(site, person, clientId);
      return { name, clientId, deploymentId, loginUri, removalHref };
    }),
    facts: [
      { name: 'Issuer', value: site.issuer },
      { name: 'OpenID configuration', value: endpoints.configuration(site) },
      { name: 'Authorization', value: endpoints.authorization(site) },
      { name: 'Tokens', value: endpoints.token(site) },
      { name: 'Key set', value: endpoints.keySet(site) },
    ],
  };
}
