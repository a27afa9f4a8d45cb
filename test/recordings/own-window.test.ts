import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tokenOf } from '../support/files.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ben: Visitor;
let aheadMs = 0;

beforeAll(async () => {
  world = await openWorld({ now: () => new Date(Date.now() + aheadMs) });
  home = await world.community();
  ben = await world.ben();
});

afterAll(() => world.close());

const Given = z.object({ pass: z.string() });

/** Asks for a pass as the page in the frame does. */
async function passFor(who: Visitor): Promise<string> {
  const address = new URL(`${home}/library/record/window`, world.house.url);
  const answer = await fetch(address, {
    method: 'POST',
    headers: who.browser.scriptHeaders(address),
    body: new URLSearchParams({ _token: await tokenOf(who) }),
  });
  return Given.parse(await answer.json()).pass;
}

/** Posts it into a window that has no cookie of ours. */
function open(pass: string, origin = new URL(world.house.url).origin): Promise<Response> {
  return fetch(new URL('/recorder', world.house.url), {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ pass }),
    redirect: 'manual',
  });
}

const tokenIn = (body: string) => /data-session-token="([^"]+)"/.exec(body)?.[1];

async function read(token: string | undefined): Promise<string> {
  const address = new URL(`${home}/library/record`, world.house.url);
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  return answer.text();
}

describe('the recorder in a window of its own', () => {
  it('goes on with the visit of the frame, by no credential in any address (R70)', async () => {
    const answer = await open(await passFor(ben));
    const body = await answer.text();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(body).toContain(`data-destination="${home}/library/record"`);
    expect(await read(tokenIn(body))).toContain('data-recorder');
  });

  it('opens once for each pass', async () => {
    const pass = await passFor(ben);
    const first = await (await open(pass)).text();
    const second = await open(pass);

    expect(tokenIn(first)).toBeDefined();
    expect(second.status).toBe(303);
    expect(tokenIn(await second.text())).toBeUndefined();
  });

  it('opens with no pass that is old, changed or made up, and from no other site', async () => {
    const pass = await passFor(ben);
    const [claim = '', proof = ''] = pass.split('.');
    const other = Buffer.from(claim, 'base64url')
      .toString()
      .replace(/"key":"(.)/, (_, first) => `"key":"${first === 'f' ? 'e' : 'f'}`);
    expect((await open(`${Buffer.from(other).toString('base64url')}.${proof}`)).status).toBe(401);
    expect((await open('x.y')).status).toBe(401);
    expect((await open('')).status).toBe(401);
    expect((await open(pass, 'https://elsewhere.example')).status).toBe(403);
    aheadMs = 61_000;
    expect((await open(pass)).status).toBe(401);
  });

  it('ends when the visit in the frame would', async () => {
    const token = tokenIn(await (await open(await passFor(ben))).text());
    const { rows } = await world.house.database.within(world.organizationId, async (tx) => ({
      rows: await tx.selectFrom('sessions').select('expiresAt').distinct().execute(),
    }));

    expect(await read(token)).toContain('data-recorder');
    // One moment for each launch: the visit that goes on elsewhere has none of its own.
    const visits = await world.house.database.within(world.organizationId, (tx) =>
      tx.selectFrom('sessions').select('id').execute(),
    );
    expect(visits.length).toBeGreaterThan(rows.length);
  });
});
