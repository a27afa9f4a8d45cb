import { afterEach, describe, expect, it } from 'vitest';
import { Forbidden, Invalid, NotFound, PlatformUnreachable } from '../../../src/errors.ts';
import {
  createServices,
  readRoster,
  type RosterRequest,
  type Services,
} from '../../../src/lti/services/index.ts';
import type { Handler } from './host.ts';
import { captures, moodle, type Moodle } from './moodle.ts';

const capture = captures('names-and-roles');
const path = '/mod/lti/services.php/CourseSection/2/bindings/1/memberships';
const started: Moodle[] = [];

afterEach(() => {
  for (const platform of started.splice(0)) platform.close();
});

async function course(table: Parameters<typeof moodle>[0]) {
  const there = await moodle(table);
  started.push(there);
  const read = (asked: Partial<RosterRequest> = {}) =>
    readRoster(there.services, there.platform, {
      membershipsUrl: `${there.origin}${path}`,
      ...asked,
    });
  return { ...there, read };
}

/** A page as a platform might send it, with `{here}` in the Link header for its own address. */
function page(members: unknown[], link?: string): Handler {
  return ({ headers }, response) => {
    const here = `http://${headers.host}${path}`;
    if (link !== undefined) response.setHeader('link', link.replaceAll('{here}', here));
    response.end(JSON.stringify({ id: here, context: { id: '2' }, members }));
  };
}

const busy: Handler = (_asked, response) => response.writeHead(503, { 'retry-after': '1' }).end();
const ana = { user_id: 'ana', roles: ['Learner'] };
const ben = { user_id: 'ben', roles: ['Learner'] };

describe('the roster of a course', () => {
  it('is who Moodle says is in it', async () => {
    const { read, asked, tokenForms } = await course({ [`GET ${path}`]: capture('plain') });
    const roster = await read();
    expect(roster).toMatchObject({
      contextId: '2',
      skipped: 0,
      complete: true,
      differencesUrl: null,
    });
    expect(roster.members).toHaveLength(4);
    expect(roster.members[3]).toEqual({
      userId: '6',
      status: 'Active',
      roles: ['Learner'],
      name: 'Sofía Ødegård',
      givenName: 'Sofía',
      familyName: 'Ødegård',
      email: 'student2@example.com',
    });
    expect(asked()[0]?.headers).toMatchObject({
      accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
      authorization: 'Bearer token-1',
    });
    const scope = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
    expect(tokenForms().map((form) => form.get('scope'))).toEqual([scope]);
  });

  it('is read from page to page', async () => {
    const { read } = await course({
      [`GET ${path}?limit=2`]: capture('limit=2 page 1'),
      [`GET ${path}?limit=2&from=2`]: capture('limit=2 page 2'),
    });
    const { members, complete } = await read({ limit: 2 });
    expect(members.map(({ userId }) => userId)).toEqual(['5', '7', '3', '6']);
    expect(complete).toBe(true);
  });

  it('holds only the role asked for, though Moodle forgets it after a page', async () => {
    const { read } = await course({
      [`GET ${path}?role=Learner&limit=2`]: capture('role=Learner limit=2 page 1'),
      [`GET ${path}?limit=2&from=2`]: capture('role=Learner limit=2 page 2'),
    });
    const { members } = await read({ role: 'Learner', limit: 2 });
    expect(members.map(({ userId }) => userId)).toEqual(['5', '7', '6']);
  });

  it('knows a role by its short name, its URI and its sub-roles', async () => {
    const vocabulary = 'http://purl.imsglobal.org/vocab/lis/v2';
    const people = [
      { user_id: 'short', roles: ['Instructor'] },
      { user_id: 'uri', roles: [`${vocabulary}/membership#Instructor`] },
      { user_id: 'assistant', roles: [`${vocabulary}/membership/Instructor#TeachingAssistant`] },
      { user_id: 'staff', roles: [`${vocabulary}/institution/person#Instructor`] },
      { user_id: 'learner', roles: ['Learner', 'http://a.example/#Instructor'] },
    ];
    const query = new URLSearchParams({ role: `${vocabulary}/membership#Instructor` });
    const { read } = await course({
      [`GET ${path}?role=Instructor`]: page(people),
      [`GET ${path}?${query.toString()}`]: page(people),
    });
    for (const role of ['Instructor', `${vocabulary}/membership#Instructor`]) {
      const { members } = await read({ role });
      expect(members.map(({ userId }) => userId)).toEqual(['short', 'uri', 'assistant']);
    }
  });

  it('may be that of one resource link', async () => {
    const { read } = await course({
      [`GET ${path}?rlid=1&limit=2`]: capture('rlid + limit'),
      [`GET ${path}?limit=2&from=2&rlid=1`]: capture('limit=2 page 2'),
    });
    expect((await read({ rlid: '1', limit: 2 })).members).toHaveLength(4);
  });

  it('tells where the changes since will be', async () => {
    const { read, origin } = await course({
      [`GET ${path}`]: page([ana], '<{here}?page=2>; rel="next"'),
      [`GET ${path}?page=2`]: page([ben], '<?since=77>; rel="differences"'),
    });
    expect(await read()).toMatchObject({
      complete: true,
      differencesUrl: `${origin}${path}?since=77`,
    });
  });

  it('takes people as platforms send them', async () => {
    const status = 'http://purl.imsglobal.org/vocab/lis/v2/status#Inactive';
    const { read } = await course({
      [`GET ${path}`]: page([
        { user_id: 'bare' },
        { user_id: 7, status: 'Deleted', roles: ['Learner', 5, null], name: ' ', email: null },
        { user_id: 'uri', status, roles: 'Learner', name: 5, given_name: 'Uri' },
        { user_id: 'odd', status: 'OnLeave' },
      ]),
    });
    const nobody = { name: null, givenName: null, familyName: null, email: null };
    expect((await read()).members).toEqual([
      { userId: 'bare', status: 'Active', roles: [], ...nobody },
      { userId: '7', status: 'Deleted', roles: ['Learner'], ...nobody },
      { userId: 'uri', status: 'Inactive', roles: [], ...nobody, givenName: 'Uri' },
      { userId: 'odd', status: 'Inactive', roles: [], ...nobody },
    ]);
  });

  it('lists a person once, with the roles of every entry', async () => {
    const { read } = await course({
      [`GET ${path}`]: page([
        { ...ana, status: 'Inactive' },
        { ...ana, roles: ['Mentor', 'Learner'] },
      ]),
    });
    const { members } = await read();
    expect(members).toMatchObject([
      { userId: 'ana', status: 'Active', roles: ['Mentor', 'Learner'] },
    ]);
  });

  it('leaves out an entry that names nobody, and is not complete then', async () => {
    const { read } = await course({ [`GET ${path}`]: page([ana, { roles: [] }, null, 'x', ben]) });
    const roster = await read();
    expect(roster.members.map(({ userId }) => userId)).toEqual(['ana', 'ben']);
    expect(roster).toMatchObject({ skipped: 3, complete: false });
  });
});

/** Answers at once, so that nobody gets a turn while it is waited for. */
function atOnce(members: unknown[]): Services {
  const token = JSON.stringify({ access_token: 'token', expires_in: 3600 });
  const text = (method?: string) => (method === 'POST' ? token : JSON.stringify({ members }));
  return createServices({
    sign: async () => 'assertion',
    outbound: {
      request: async (_, asked) => ({ status: 200, headers: {}, text: text(asked?.method) }),
      admits: async () => true,
      close: async () => {},
    },
  });
}

describe('a whole course on one page', () => {
  it('leaves everybody else a turn after every hundred people', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ user_id: `${index}` }));
    const { platform } = await course({});
    let turns = 0;
    let isOver = false;
    const takeTurn = () => {
      turns += 1;
      if (!isOver) setImmediate(takeTurn);
    };
    setImmediate(takeTurn);

    const roster = await readRoster(atOnce(many), platform, {
      membershipsUrl: 'https://lms.test/',
    });
    isOver = true;

    expect(roster.members).toHaveLength(5000);
    expect(turns).toBeGreaterThanOrEqual(5000 / 100 - 1);
  });
});

describe('a roster without end', () => {
  it('is left when a page leads back to one that was read', async () => {
    const { read, asked } = await course({
      [`GET ${path}`]: page([ana], '<{here}?page=2>; rel="next"'),
      [`GET ${path}?page=2`]: page([ben], '<{here}>; rel="next"'),
    });
    expect(await read()).toMatchObject({ complete: false, members: [ana, ben].map(idOnly) });
    expect(asked()).toHaveLength(2);
  });

  it('is left after fifty thousand people', async () => {
    const many = Array.from({ length: 50_000 }, (_, index) => ({ user_id: `${index}` }));
    const { read, asked } = await course({
      [`GET ${path}`]: page(many, '<{here}?page=2>; rel="next"'),
    });
    const roster = await read();
    expect(roster.members).toHaveLength(50_000);
    expect(roster.complete).toBe(false);
    expect(asked()).toHaveLength(1);
  });

  it('is left after a thousand pages', async () => {
    let pages = 0;
    const endless: Handler = (asked, response) => {
      pages += 1;
      return page([], `<{here}?page=${pages}>; rel="next"`)(asked, response);
    };
    const table = new Proxy(
      {},
      { get: (_, key) => (String(key).startsWith('GET') ? endless : []) },
    );
    const { read } = await course(table);
    expect((await read()).complete).toBe(false);
    expect(pages).toBe(1000);
  });
});

describe('a next page on another host', () => {
  it('is not read, so that nobody else sees our token', async () => {
    const other = await course({});
    const { read } = await course({
      [`GET ${path}`]: page([ana], `<${other.origin}${path}>; rel="next"`),
    });
    expect(await read()).toMatchObject({ complete: false, members: [idOnly(ana)] });
    expect(other.asked()).toEqual([]);
  });

  it.each([
    '<ftp://localhost/>; rel="next"',
    '<http://[>; rel="next"',
    '<javascript:1>; rel="next"',
  ])('is what no address of the service is (%s)', async (link) => {
    const { read } = await course({ [`GET ${path}`]: page([ana], link) });
    expect(await read()).toMatchObject({ complete: false, members: [idOnly(ana)] });
  });
});

describe('a platform that refuses its roster', () => {
  it.each([
    ['rlid unknown', NotFound],
    ['bad token', Forbidden],
    ['accept application/json', Invalid],
  ])('is told apart by what it says (%s)', async (label, kind) => {
    const { read } = await course({ [`GET ${path}`]: capture(label) });
    await expect(read()).rejects.toBeInstanceOf(kind);
  });

  it.each(['<html>', '{"members":{}}', '[]', ''])(
    'is unreachable when it says %p',
    async (text) => {
      const { read } = await course({ [`GET ${path}`]: (_asked, response) => response.end(text) });
      await expect(read()).rejects.toBeInstanceOf(PlatformUnreachable);
    },
  );

  it('is asked again when it was only busy', async () => {
    const { read, pauses } = await course({ [`GET ${path}`]: [busy, capture('plain')] });
    expect((await read()).members).toHaveLength(4);
    expect(pauses).toEqual([1000]);
  });
});

function idOnly({ user_id }: { user_id: string }) {
  return { userId: user_id };
}
