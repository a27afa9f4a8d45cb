import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchAs } from '../../support/platform/launch.ts';
import { TestPlatform } from '../../support/platform/platform.ts';
import { gradeScope, rosterScope, toolConfiguration } from '../../support/platform/vocabulary.ts';
import { openDoor, type Door } from './door.ts';
import { expectAdmitted } from './expectations.ts';
import { lookInside } from './stores.ts';

describe('GET /lti/register/:invitation', () => {
  let door: Door;
  let platform: TestPlatform;
  const started: TestPlatform[] = [];
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(async () => {
    await Promise.all(started.map((one) => one.close()));
    await door.close();
  });
  beforeEach(async () => {
    platform = await TestPlatform.start();
    started.push(platform);
  });

  const open = (invitation: string, token: string) =>
    door.newBrowser().get(platform.registrationUrl(invitation, token), { from: platform.origin });
  const invite = (name: string) => door.house.invite(name);
  const registered = async (organization: string) => {
    const answer = await open(await invite(organization), platform.offerRegistration());
    expect(answer.status).toBe(200);
    return answer;
  };
  const platformsOf = (organization: string) =>
    lookInside(door, organization, (tx) =>
      tx.selectFrom('platforms').select(['issuer', 'clientId', 'tokenEndpoint']).execute(),
    );

  it('registers the tool, after which people launch it', async () => {
    await registered('Harbour College');

    expect(platform.clients.size).toBe(1);
    expectAdmitted(await launchAs(platform, door.newBrowser(), { role: 'instructor' }));
    expect(await platformsOf('Harbour College')).toEqual([
      expect.objectContaining({ issuer: platform.issuer, tokenEndpoint: platform.tokenEndpoint }),
    ]);
  });

  it('tells the window that opened it to close', async () => {
    const answer = await registered('Closing College');
    const sources = [...answer.body.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src]) => src);
    const scripts = await Promise.all(
      sources.map((src) => door.newBrowser().get(new URL(src ?? '', answer.url))),
    );

    expect(sources).not.toEqual([]);
    expect(scripts.map(({ status }) => status)).toEqual(sources.map(() => 200));
    expect(scripts.map(({ body }) => body).join('\n')).toContain('org.imsglobal.lti.close');
  });

  it('sends what the specification asks for', async () => {
    const token = platform.offerRegistration();
    await open(await invite('Sending College'), token);

    const url = door.house.url;
    expect(platform.registrationAttempts).toEqual([
      {
        token,
        contentType: expect.stringMatching(/^application\/json/),
        body: expect.objectContaining({
          application_type: 'web',
          response_types: ['id_token'],
          grant_types: expect.arrayContaining(['implicit', 'client_credentials']),
          initiate_login_uri: `${url}/lti/login`,
          redirect_uris: expect.arrayContaining([`${url}/lti/launch`]),
          jwks_uri: `${url}/lti/jwks.json`,
          client_name: expect.stringMatching(/./),
          token_endpoint_auth_method: 'private_key_jwt',
          [toolConfiguration]: expect.objectContaining({
            domain: new URL(url).host,
            target_link_uri: expect.stringContaining(url),
            claims: expect.arrayContaining([
              'iss',
              'sub',
              'name',
              'given_name',
              'family_name',
              'email',
            ]),
            messages: expect.arrayContaining([
              expect.objectContaining({ type: 'LtiResourceLinkRequest' }),
              expect.objectContaining({ type: 'LtiDeepLinkingRequest' }),
            ]),
          }),
        }),
      },
    ]);
  });

  it('asks for the scopes of roster and grades', async () => {
    await registered('Scope College');

    const [client] = platform.clients.values();
    expect(client?.scopes).toEqual(expect.arrayContaining([rosterScope, gradeScope('score')]));
  });

  it('updates a platform that registers again', async () => {
    const token = platform.offerRegistration({ clientId: 'the-same', deploymentId: 'one' });
    await open(await invite('Twice College'), token);
    platform.configurationChanges = { token_endpoint: `${platform.origin}/new-token` };

    const answer = await open(await invite('Twice College'), token);

    expect(answer.status).toBe(200);
    expect(await platformsOf('Twice College')).toEqual([
      {
        issuer: platform.issuer,
        clientId: 'the-same',
        tokenEndpoint: `${platform.origin}/new-token`,
      },
    ]);
    expectAdmitted(await launchAs(platform, door.newBrowser()));
  });

  it('keeps the courses of a platform that registers again', async () => {
    const token = platform.offerRegistration({ clientId: 'kept', deploymentId: 'one' });
    await open(await invite('Keeping College'), token);
    expectAdmitted(await launchAs(platform, door.newBrowser()));
    await open(await invite('Keeping College'), token);
    expectAdmitted(await launchAs(platform, door.newBrowser()));

    const courses = await lookInside(door, 'Keeping College', (tx) =>
      tx.selectFrom('courses').select('contextId').execute(),
    );
    expect(courses).toHaveLength(1);
  });

  it('explains itself to a person who opens an invitation', async () => {
    const answer = await door.newBrowser().get(await invite('Curious College'));

    expect(answer.status).toBe(200);
    for (const path of ['/lti/login', '/lti/launch', '/lti/jwks.json']) {
      expect(answer.body).toContain(door.house.url + path);
    }
  });
});
