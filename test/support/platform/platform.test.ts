import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRemoteJWKSet, jwtVerify, SignJWT } from 'jose';
import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import type { Client } from './client.ts';
import { TestPlatform } from './platform.ts';
import { createKey, publicJwk, type Algorithm } from './signing.ts';
import { gradeScope, rosterScope } from './vocabulary.ts';

describe('the test platform', () => {
  const toolKey = createKey('tool');
  let platform: TestPlatform;
  let tool: Server;
  let client: Client;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    tool = createServer((_request, response) => {
      response.end(JSON.stringify({ keys: [publicJwk(toolKey, true)] }));
    });
    await new Promise<void>((resolve) => tool.listen(0, '127.0.0.1', resolve));
    const address = tool.address();
    client = platform.install(
      `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    );
  });
  afterAll(async () => {
    await platform.close();
    await new Promise((resolve) => tool.close(resolve));
  });

  const authorizationUrl = (changes: Record<string, string> = {}) => {
    const { visit } = platform.visit(client);
    const url = new URL(platform.authorizationEndpoint);
    url.search = new URLSearchParams({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: client.id,
      redirect_uri: client.redirectUris[0] ?? '',
      login_hint: visit.loginHint,
      lti_message_hint: visit.messageHint,
      state: 'state-1',
      nonce: 'nonce-1',
      ...changes,
    }).toString();
    return url;
  };
  const tokenFor = (algorithm: Algorithm) =>
    platform.authorize(authorizationUrl(), { algorithm }).fields['id_token'] ?? '';

  const assertion = (audience: string, jti: string) =>
    new SignJWT({ jti })
      .setProtectedHeader({ alg: 'RS256', kid: toolKey.kid })
      .setIssuer(client.id)
      .setSubject(client.id)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('1 minute')
      .sign(toolKey.privateKey);
  const askToken = (proof: string, scope: string) =>
    fetch(platform.tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: proof,
        scope,
      }),
    });
  const tokenOf = async (scope: string, jti: string) => {
    const answer = await askToken(await assertion(platform.tokenEndpoint, jti), scope);
    return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
  };

  it.each(['RS256', 'RS512', 'PS256'] as const)('signs %s as a library reads it', async (alg) => {
    platform.keySet.namesAlgorithm = false;
    const keys = createRemoteJWKSet(new URL(platform.keySetUrl));

    const { payload } = await jwtVerify(tokenFor(alg), keys, {
      issuer: platform.issuer,
      audience: client.id,
    });

    expect(payload['nonce']).toBe('nonce-1');
  });

  it('signs HS256 with its public key and none with nothing', () => {
    expect(tokenFor('HS256').split('.')[2]).toHaveLength(43);
    expect(tokenFor('none')).toMatch(/\.$/);
  });

  it.each(['redirect_uri', 'client_id', 'scope', 'nonce', 'lti_message_hint', 'login_hint'])(
    'refuses an authorization request whose %s is wrong',
    (name) => {
      expect(() => platform.authorize(authorizationUrl({ [name]: '' }))).toThrow(name);
    },
  );

  it('counts the readers of its keys, and can fail them', async () => {
    const before = platform.keySet.fetches;

    platform.keySet.failure = 'drops';
    await expect(fetch(platform.keySetUrl)).rejects.toThrow('fetch failed');
    platform.keySet.failure = undefined;

    expect(platform.keySet.fetches).toBe(before + 1);
  });

  it('is unreachable while closed and itself again afterwards', async () => {
    await platform.close();
    await expect(fetch(platform.keySetUrl)).rejects.toThrow('fetch failed');

    await platform.open();

    expect((await fetch(platform.keySetUrl)).status).toBe(200);
  });

  it('registers nobody without a token it gave', async () => {
    const answer = await fetch(`${platform.origin}/register`, {
      method: 'POST',
      headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
      body: '{}',
    });

    expect(answer.status).toBe(401);
  });

  describe('its services', () => {
    it('give a token for an assertion once, and only one meant for this platform', async () => {
      const good = await assertion(platform.tokenEndpoint, 'once');
      const statuses = [];
      for (const proof of [good, good, await assertion('https://other.test/token', 'other')]) {
        statuses.push((await askToken(proof, rosterScope)).status);
      }

      expect(statuses).toEqual([200, 400, 400]);
    });

    it('hand out a roster page by page', async () => {
      const authorization = `Bearer ${await tokenOf(rosterScope, 'roster')}`;
      const accept = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
      const members = ['a', 'b', 'c'].map((id) => ({ user_id: id, roles: ['Learner'] }));
      platform.services.roster.members.set('c1', members);

      const first = await fetch(`${platform.origin}/courses/c1/members?limit=2`, {
        headers: { authorization, accept },
      });
      const next = /<(.+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      const second = await fetch(next, { headers: { authorization, accept } });

      expect(await first.json()).toMatchObject({ members: members.slice(0, 2) });
      expect(await second.json()).toMatchObject({ members: members.slice(2) });
      expect(second.headers.get('link')).toBeNull();
    });

    it('keep scores in the order of their time', async () => {
      const scopes = `${gradeScope('lineitem')} ${gradeScope('score')}`;
      const authorization = `Bearer ${await tokenOf(scopes, 'grades')}`;
      const send = (url: string, type: string, body: object) =>
        fetch(url, {
          method: 'POST',
          headers: { authorization, 'content-type': `application/vnd.ims.lis.${type}+json` },
          body: JSON.stringify(body),
        });
      const created = await send(`${platform.origin}/courses/c1/lineitems`, 'v2.lineitem', {
        label: 'Taking part',
        scoreMaximum: 10,
      });
      const { id } = z.object({ id: z.url() }).parse(await created.json());
      const score = {
        userId: 'a',
        scoreGiven: 5,
        scoreMaximum: 10,
        timestamp: '2026-11-01T10:00:00.000Z',
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
      };

      const scores = id.replace('?', '/scores?');

      expect((await send(scores, 'v1.score', score)).status).toBe(200);
      expect((await send(scores, 'v1.score', score)).status).toBe(409);
    });
  });
});
