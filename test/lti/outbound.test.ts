import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { PlatformUnreachable } from '../../src/errors.ts';
import { createOutbound, type Outbound, type OutboundOptions } from '../../src/lti/outbound.ts';
import { type Handler, type Host, inTurn, startHost } from './services/host.ts';

const cleanups: Array<() => Promise<unknown> | void> = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function host(handler: Handler): Promise<Host> {
  const started = await startHost(handler);
  cleanups.push(() => started.close());
  return started;
}

function outbound(options: Partial<OutboundOptions> = {}): Outbound & { slept: number[] } {
  const slept: number[] = [];
  const made = createOutbound({
    allowPrivate: true,
    random: () => 1,
    sleep: async (milliseconds) => slept.push(milliseconds),
    ...options,
  });
  cleanups.push(() => made.close());
  return { ...made, slept };
}

const hello: Handler = (_request, response) => response.end('hello');

const leadingTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: 4 }));

const says =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    response.writeHead(status, headers).end(String(status));

describe('asking a platform', () => {
  it('gives status, headers and text, and says who asks', async () => {
    const there = await host((_request, response) =>
      response.writeHead(201, { 'X-Two': ['a', 'b'], 'Content-Type': 'text/html' }).end('Grüße'),
    );
    const answer = await outbound().request(`${there.origin}/x?y=1`, {
      method: 'POST',
      headers: { authorization: 'Bearer t' },
      accept: 'application/json',
      body: 'a=b',
    });
    expect(answer).toMatchObject({ status: 201, text: 'Grüße' });
    expect(answer.headers).toMatchObject({ 'x-two': 'a, b', 'content-type': 'text/html' });
    expect(there.asked).toMatchObject([{ method: 'POST', url: '/x?y=1', body: 'a=b' }]);
    expect(there.asked[0]?.headers).toMatchObject({
      authorization: 'Bearer t',
      accept: 'application/json',
      'user-agent': expect.stringMatching(/^Guildhall\/\d+\.\d+\.\d+ \(LTI\)$/u),
    });
  });

  it('finds localhost and every name under it on this machine', async () => {
    const there = await host(hello);
    const way = outbound({
      resolve: async () => {
        throw new Error('No name server is asked');
      },
    });
    for (const name of ['localhost', 'lms.localhost', 'LMS.LocalHost.']) {
      expect((await way.request(`http://${name}:${there.port}/`)).text).toBe('hello');
    }
  });

  it('stops reading an answer that passes the limit', async () => {
    const there = await host((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(1000)));
      };
      response.on('drain', pour);
      pour();
    });
    const endless = outbound().request(there.origin, { limitBytes: 5000 });
    await expect(endless).rejects.toThrow(/answered with too much/u);
  });

  it('gives up on a platform that stays silent, and does not ask again', async () => {
    const there = await host(() => {});
    const silence = outbound().request(there.origin, { timeoutMs: 60 });
    await expect(silence).rejects.toThrow(/did not answer in time/u);
    await expect(silence).rejects.toBeInstanceOf(PlatformUnreachable);
    expect(there.asked).toHaveLength(1);
  });

  it('gives up on a platform that never comes to an end', async () => {
    const there = await host((_request, response) => {
      const timer = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(timer));
    });
    const drip = outbound().request(there.origin, { timeoutMs: 120 });
    await expect(drip).rejects.toThrow(/did not answer in time/u);
  });

  it('keeps tokens and bodies out of what it throws', async () => {
    const there = await host((_request, response) => response.destroy());
    const failure: unknown = await outbound()
      .request(`${there.origin}/?secret-query`, {
        method: 'POST',
        headers: { authorization: 'Bearer secret-token' },
        body: 'secret-body',
      })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PlatformUnreachable);
    expect(failure).toHaveProperty('cause.code', 'UND_ERR_SOCKET');
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('secret');
  });
});

describe('addresses inside a network', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:0:10.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::10.0.0.1',
    'fe80::1',
    'fec0::1',
    'fd00::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001:0:1::1',
    '100::1',
    '3fff::1',
  ])('are refused when spelt out in the URL (%s)', async (address) => {
    const spelt = address.includes(':') ? `[${address}]` : address;
    const way = outbound({ allowPrivate: false });
    await expect(way.request(`https://${spelt}/`, { timeoutMs: 200 })).rejects.toThrow(
      /not on the open internet/u,
    );
    expect(await way.admits(`https://${spelt}/`)).toBe(false);
  });

  it.each(['https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://127.1/'])(
    'are refused in any spelling (%s)',
    async (url) => {
      const asking = outbound({ allowPrivate: false }).request(url);
      await expect(asking).rejects.toThrow(/not on the open internet/u);
    },
  );

  it('are refused when a name leads there, before any connection is made', async () => {
    const there = await host(hello);
    const way = outbound({ allowPrivate: false, resolve: leadingTo('127.0.0.1') });
    const asking = way.request(`https://platform.example:${there.port}/`);
    await expect(asking).rejects.toThrow(/not on the open internet/u);
    expect(there.connections()).toBe(0);
  });

  it('are refused even when the name led elsewhere a moment ago', async () => {
    const there = await host(hello);
    const answers = ['203.0.114.1', '127.0.0.1'];
    const resolve = async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }];
    const way = outbound({ allowPrivate: false, resolve });
    const url = `https://platform.example:${there.port}/`;
    expect(await way.admits(url)).toBe(true);
    await expect(way.request(url)).rejects.toThrow(/not on the open internet/u);
    expect(there.connections()).toBe(0);
  });

  it('are left out when a name leads to public ones as well', async () => {
    const resolve = leadingTo('10.0.0.1', '203.0.114.1');
    expect(await outbound({ allowPrivate: false, resolve }).admits('https://two.example/')).toBe(
      true,
    );
  });

  it('are refused under the name localhost', async () => {
    const there = await host(hello);
    const way = outbound({ allowPrivate: false });
    const asking = way.request(`https://lms.localhost:${there.port}/`);
    await expect(asking).rejects.toThrow(/not on the open internet/u);
    expect(there.connections()).toBe(0);
  });

  it.each(['8.8.8.8', '2606:4700::1111', '64:ff9b::8.8.8.8'])(
    'are not what %s is',
    async (address) => {
      const spelt = address.includes(':') ? `[${address}]` : address;
      expect(await outbound({ allowPrivate: false }).admits(`https://${spelt}/`)).toBe(true);
    },
  );
});

describe('the URL itself', () => {
  it.each([
    'http://platform.example/',
    'ftp://platform.example/',
    'file:///etc/passwd',
    'javascript:1',
  ])('is refused unless it is https (%s)', async (url) => {
    const way = outbound({ allowPrivate: false, resolve: leadingTo('203.0.114.1') });
    expect(await way.admits(url)).toBe(false);
    await expect(way.request(url)).rejects.toThrow(/is not asked for by https/u);
  });

  it.each(['ftp://localhost/', 'data:,x', 'not a url', '', '//localhost/'])(
    'is http or https even among ourselves (%s)',
    async (url) => {
      await expect(outbound().request(url)).rejects.toBeInstanceOf(PlatformUnreachable);
    },
  );

  it('carries no password', async () => {
    const asking = outbound().request('http://ana:secret@localhost/');
    await expect(asking).rejects.toThrow(/carries a password/u);
    await expect(asking).rejects.not.toThrow(/secret/u);
  });
});

describe('a platform that sends us elsewhere', () => {
  it('is followed when we only read', async () => {
    const there = await host(inTurn(says(302, { location: '/next?x=1' }), hello));
    expect((await outbound().request(`${there.origin}/first`)).text).toBe('hello');
    expect(there.asked.map(({ url }) => url)).toEqual(['/first', '/next?x=1']);
  });

  it('is followed three times and no more', async () => {
    const there = await host(says(307, { location: '/again' }));
    await expect(outbound().request(there.origin)).rejects.toThrow(/sends us elsewhere/u);
    expect(there.asked).toHaveLength(4);
  });

  it.each(['POST', 'PUT', 'DELETE'] as const)('is not followed with a %s', async (method) => {
    const there = await host(inTurn(says(307, { location: '/next' }), hello));
    const asking = outbound().request(there.origin, { method });
    await expect(asking).rejects.toThrow(/sends us elsewhere/u);
    expect(there.asked).toHaveLength(1);
  });

  it('does not get our token shown to another host', async () => {
    const other = await host(hello);
    const there = await host(says(302, { location: `${other.origin}/` }));
    await outbound().request(there.origin, { headers: { authorization: 'Bearer t' } });
    expect(there.asked[0]?.headers.authorization).toBe('Bearer t');
    expect(other.asked[0]?.headers.authorization).toBeUndefined();
  });

  it.each(['ftp://localhost/', 'http://[', 'javascript:1'])(
    'is not followed to %s',
    async (location) => {
      const there = await host(says(302, { location }));
      await expect(outbound().request(there.origin)).rejects.toBeInstanceOf(PlatformUnreachable);
    },
  );
});

describe('a failure that may pass', () => {
  it.each([429, 502, 503, 504])('is tried again after a pause (%i)', async (status) => {
    const there = await host(inTurn(says(status), says(status), hello));
    const way = outbound();
    expect((await way.request(there.origin)).text).toBe('hello');
    expect(way.slept).toEqual([250, 500]);
  });

  it('is given as it is after the third try', async () => {
    const there = await host(says(503));
    expect((await outbound().request(there.origin)).status).toBe(503);
    expect(there.asked).toHaveLength(3);
  });

  it('is tried again when the connection broke', async () => {
    const there = await host(inTurn((_request, response) => response.destroy(), hello));
    expect((await outbound().request(there.origin)).text).toBe('hello');
    expect(there.asked).toHaveLength(2);
  });

  it('is tried again when nobody was there', async () => {
    const gone = await host(hello);
    for (const cleanup of cleanups.splice(0)) await cleanup();
    const way = outbound();
    await expect(way.request(gone.origin)).rejects.toHaveProperty('cause.code', 'ECONNREFUSED');
    expect(way.slept).toHaveLength(2);
  });

  it('waits a random part of the pause, so that many do not return as one', async () => {
    const there = await host(inTurn(says(503), hello));
    const way = outbound({ random: () => 0 });
    await way.request(there.origin);
    expect(way.slept).toEqual([125]);
  });

  it('waits as long as the platform wishes, in seconds or until a moment', async () => {
    const moment = 'Mon, 23 Nov 2026 12:00:04 GMT';
    const there = await host(
      inTurn(says(429, { 'retry-after': '2' }), says(503, { 'retry-after': moment }), hello),
    );
    const way = outbound({ clock: () => Date.parse('2026-11-23T12:00:00Z') });
    await way.request(there.origin);
    expect(way.slept).toEqual([2000, 4000]);
  });

  it('is not waited for when the platform wishes too long', async () => {
    const there = await host(says(429, { 'retry-after': '3600' }));
    const way = outbound();
    expect((await way.request(there.origin)).status).toBe(429);
    expect(way.slept).toEqual([]);
  });

  it('is not tried again when sending twice could do harm', async () => {
    const there = await host(says(503));
    await outbound().request(there.origin, { method: 'POST' });
    expect(there.asked).toHaveLength(1);
    await outbound().request(there.origin, { method: 'POST', idempotent: true });
    expect(there.asked).toHaveLength(4);
  });

  it.each([200, 400, 401, 404, 500])('is not what %i is', async (status) => {
    const there = await host(says(status));
    expect((await outbound().request(there.origin)).status).toBe(status);
    expect(there.asked).toHaveLength(1);
  });
});
