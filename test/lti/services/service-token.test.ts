import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { Forbidden, PlatformUnreachable } from '../../../src/errors.ts';
import { createOutbound } from '../../../src/lti/outbound.ts';
import { createServiceTokens } from '../../../src/lti/services/index.ts';
import { captures, moodle, type Moodle } from './moodle.ts';

const capture = captures('service-token');
const tokenCall = 'POST /mod/lti/token.php';
const started: Moodle[] = [];

afterEach(() => {
  for (const platform of started.splice(0)) platform.close();
});

async function world(table: Parameters<typeof moodle>[0] = {}) {
  const there = await moodle(table);
  started.push(there);
  const outbound = createOutbound({ allowPrivate: true, sleep: async () => {} });
  const tokens = createServiceTokens({
    outbound,
    clock: () => there.clock.now,
    sign: async (claims) => `assertion-${there.signed.push(claims)}`,
  });
  return { ...there, tokens };
}

/** A service that honours every token but these. */
function refusing(...refused: string[]): Parameters<typeof moodle>[0] {
  return {
    'GET /service': ({ headers }, response) => {
      const isRefused = refused.includes(headers.authorization ?? '');
      response.writeHead(isRefused ? 401 : 200).end(headers.authorization);
    },
  };
}

describe('a service token', () => {
  it('is asked for with an assertion that we signed', async () => {
    const { tokens, platform, tokenForms, signed, clock } = await world({
      [tokenCall]: capture('NRPS only'),
    });
    // Moodle says that its JSON is HTML.
    expect(await tokens.for(platform, ['b', 'a', 'b'])).toBe('7aec74ad12ac8acb6f698cefcffee330');
    expect(tokenForms().map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: 'assertion-1',
        scope: 'a b',
      },
    ]);
    const now = Math.floor(clock.now / 1000);
    const claims = { iss: 'client', sub: 'client', aud: platform.tokenEndpoint };
    expect(signed).toMatchObject([{ ...claims, jti: expect.stringMatching(/^[0-9a-f-]{36}$/u) }]);
    expect(signed).toMatchObject([{ iat: now - 10, exp: now + 300 }]);
  });

  it('is addressed to the audience that the platform names', async () => {
    const { tokens, platform, signed } = await world();
    await tokens.for({ ...platform, tokenAudience: 'https://audience.example' }, ['a']);
    expect(signed).toMatchObject([{ aud: 'https://audience.example' }]);
  });

  it('is asked for with a new assertion each time', async () => {
    const { tokens, platform, signed } = await world();
    await tokens.for(platform, ['a']);
    await tokens.for(platform, ['b']);
    const [first, second] = signed;
    expect(first).not.toEqual(second);
  });

  it('is kept until a minute before its end', async () => {
    const { tokens, platform, clock } = await world();
    expect(await tokens.for(platform, ['a'])).toBe('token-1');
    clock.now += 3_539_000;
    expect(await tokens.for(platform, ['a'])).toBe('token-1');
    clock.now += 1000;
    expect(await tokens.for(platform, ['a'])).toBe('token-2');
  });

  it('is kept for each platform and set of scopes by itself', async () => {
    const { tokens, platform } = await world();
    expect(await tokens.for(platform, ['a', 'b'])).toBe('token-1');
    expect(await tokens.for(platform, ['b', 'a'])).toBe('token-1');
    expect(await tokens.for(platform, ['a'])).toBe('token-2');
    expect(await tokens.for({ ...platform, id: '2' }, ['a'])).toBe('token-3');
    expect(await tokens.for({ ...platform, clientId: 'anew' }, ['a'])).toBe('token-4');
  });

  it('is asked for once, however many want it at once', async () => {
    const { tokens, platform, tokenForms } = await world();
    const given = await Promise.all(Array.from({ length: 20 }, () => tokens.for(platform, ['a'])));
    expect(new Set(given)).toEqual(new Set(['token-1']));
    expect(tokenForms()).toHaveLength(1);
  });

  it('is asked for again after a failure', async () => {
    const { tokens, platform } = await world({
      [tokenCall]: [capture('unknown kid'), capture('NRPS only')],
    });
    await expect(tokens.for(platform, ['a'])).rejects.toBeInstanceOf(PlatformUnreachable);
    expect(await tokens.for(platform, ['a'])).toBe('7aec74ad12ac8acb6f698cefcffee330');
  });

  it('is let go of only while it is the one we hold', async () => {
    const { tokens, platform } = await world();
    await tokens.for(platform, ['a']);
    tokens.drop(platform, ['a'], 'another');
    expect(await tokens.for(platform, ['a'])).toBe('token-1');
    tokens.drop(platform, ['a'], 'token-1');
    expect(await tokens.for(platform, ['a'])).toBe('token-2');
  });

  it('that says nothing of its life is kept for a short one', async () => {
    const { tokens, platform, clock } = await world({
      [tokenCall]: [
        (_asked, response) => response.end('{"access_token":"first"}'),
        (_asked, response) => response.end('{"access_token":"second","expires_in":"3600"}'),
      ],
    });
    expect(await tokens.for(platform, ['a'])).toBe('first');
    clock.now += 240_000;
    expect(await tokens.for(platform, ['a'])).toBe('second');
  });

  it.each([
    ['unknown scope only', /\(400 invalid_scope\)/u],
    ['expired assertion', /\(400\)/u],
    ['unknown kid', /\(400\)/u],
  ])('that is refused says why in known words only (%s)', async (label, reason) => {
    const { tokens, platform } = await world({ [tokenCall]: capture(label) });
    const failing = tokens.for(platform, ['a']);
    await expect(failing).rejects.toThrow(reason);
    await expect(failing).rejects.toBeInstanceOf(PlatformUnreachable);
  });

  it.each([
    '<p>secret</p>',
    '{"access_token":"secret","token_type":"mac"}',
    '{"access_token":"two\\nsecret"}',
    '{"token":"secret"}',
    '["secret"]',
  ])('is not read out of %s, nor is that text repeated', async (text) => {
    const { tokens, platform } = await world({
      [tokenCall]: (_asked, response) => response.end(text),
    });
    const failure: unknown = await tokens.for(platform, ['a']).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PlatformUnreachable);
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('secret');
  });
});

describe('a call under a token', () => {
  it('is made once more with a fresh one when it is refused', async () => {
    const { services, platform, origin } = await world(refusing('Bearer token-1'));
    const answer = await services.call(platform, 'a', `${origin}/service`, {});
    expect(answer.text).toBe('Bearer token-2');
    expect((await services.call(platform, 'a', `${origin}/service`, {})).text).toBe(
      'Bearer token-2',
    );
  });

  it('is not made a third time', async () => {
    const there = await world(refusing('Bearer token-1', 'Bearer token-2'));
    const calling = there.services.call(there.platform, 'a', `${there.origin}/service`, {});
    await expect(calling).rejects.toBeInstanceOf(Forbidden);
    expect(there.asked()).toHaveLength(2);
    expect(there.tokenForms()).toHaveLength(2);
  });

  it('that many make at once fetches one fresh token', async () => {
    const there = await world(refusing('Bearer token-1'));
    const call = () => there.services.call(there.platform, 'a', `${there.origin}/service`, {});
    const answers = await Promise.all(Array.from({ length: 10 }, call));
    expect(answers.every(({ text }) => text === 'Bearer token-2')).toBe(true);
    expect(there.tokenForms()).toHaveLength(2);
  });
});
