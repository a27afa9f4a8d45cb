import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerLinkJobs } from '../../src/resources/index.ts';
import { filesOnDisk } from '../../src/files/index.ts';
import type { Job, Jobs } from '../../src/jobs/index.ts';
import { fetchBare, picture, signedIn } from '../support/files.ts';
import { openInternet, type Internet, type Site } from '../support/internet.ts';
import { aLink, shareLink } from '../support/library.ts';
import { tutors } from '../support/platform/launch-claims.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const dayMs = 86_400_000;

let world: World;
let internet: Internet;
let home: string;
let ana: Visitor;
let ben: Visitor;
let carla: Visitor;
/** What the page says at this moment. */
let page: Site;
/** Whether the pages of this host answer. */
const answers = { status: 200 };

const html =
  (head: string): Site =>
  (_, response) =>
    response
      .writeHead(answers.status, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><head>${head}</head><body><meta property="og:title" content="No"></body>`,
      );

beforeAll(async () => {
  const { bytes } = await picture('any.png', { width: 2000, height: 1000 });
  internet = await openInternet(
    {
      'pages.example': (request, response) => page(request, response),
      'pictures.example': (_, response) =>
        response.writeHead(200, { 'content-type': 'image/png' }).end(bytes),
      'inner.example': html('<title>Secret</title>'),
    },
    { 'inner.example': [['10.0.0.5']], 'nowhere.example': [[]] },
  );
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  carla = await world.launch({
    person: { sub: 'carla', given: 'Carla', family: 'Luz', email: 'c@lms.test' },
    role: 'learner',
    course: tutors,
  });
});

afterAll(async () => {
  await world.close();
  await internet.close();
});

/** Has every look done that is due in so many days, as the background would. */
async function lookAround(days = 0): Promise<void> {
  const { database: db, filesFolder } = world.house;
  const limits = { fileBytes: 1e7, uploadBytes: 1e7, communityBytes: 1e9, organizationBytes: 1e9 };
  const known: Job<object>[] = [];
  const due: object[] = [];
  const jobs: Pick<Jobs, 'register'> = {
    register: (job) => {
      known.push(job);
      return async (payload) => {
        due.push(job.payload.parse(payload));
      };
    },
  };
  registerLinkJobs(jobs, {
    db,
    files: filesOnDisk(filesFolder, limits),
    outside: internet.outside,
    now: () => new Date(Date.now() + days * dayMs),
  });
  const signal = AbortSignal.timeout(30_000);
  await known.find(({ name }) => name === 'look-at-links')?.work({}, signal);
  for (const link of due)
    await known.find(({ name }) => name === 'look-at-link')?.work(link, signal);
}

const share = (url = 'http://pages.example/guide') => shareLink(ben, home, { url });
const preview = async (who: Visitor, path: string) =>
  /<a class="card leading"[\s\S]*?<\/a>/.exec((await who.get(path)).body)?.[0] ?? '';

describe('a link that was shared', () => {
  it('shows title, site and picture of its page, the picture drawn anew and small', async () => {
    page =
      html(`<title>Own title</title><meta property="og:title" content="Handover &amp; care \u202e">
      <meta property="og:site_name" content="The Guide"><meta property="og:image" content="http://pictures.example/x">`);
    const path = await share();
    expect(await preview(ana, path)).toBe('');
    await lookAround();

    const shown = await preview(ana, path);
    expect(shown).toContain('Handover &amp; care<');
    expect(shown).toContain('The Guide');
    const [address = ''] = signedIn(await ana.get(path));
    const sent = await fetchBare(world.house, address);
    expect(sent.headers.get('content-type')).toBe('image/png');
    const list = await ana.get(`${home}/library`);
    expect(signedIn(list)).toHaveLength(1);
  });

  it('shows its picture to nobody who may not see the link', async () => {
    page = html('<meta property="og:image" content="http://pictures.example/x">');
    const path = await share();
    await lookAround();
    const [address = ''] = signedIn(await ana.get(path));
    await ben.press(await ben.get(path), `${path}/standing`, { standing: 'withdrawn' });

    expect((await (await world.cleo()).get(address.split('?')[0] ?? '')).status).toBe(404);
    expect((await fetchBare(world.house, address)).status).toBe(200);
  });

  it.each([
    ['a page without a head', '<p>Words</p>'],
    [
      'no picture where one is promised',
      '<meta property="og:image" content="http://pages.example/">',
    ],
    ['a picture on an inner machine', '<meta property="og:image" content="http://inner.example/">'],
    ['a picture of no address', '<meta property="og:image" content="http://[">'],
  ])('does well with %s', async (_, head) => {
    page = html(`<title>Plain</title>${head}`);
    const path = await share();
    await lookAround();

    expect(await preview(ana, path)).toContain('Plain');
    expect(signedIn(await ana.get(path))).toEqual([]);
  });

  it('reads what a page is written in', async () => {
    page = (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' })
        .end(Buffer.from('<title>Pflegeübergabe</title>', 'latin1'));
    const path = await share();
    await lookAround();

    expect(await preview(ana, path)).toContain('Pflegeübergabe');
  });

  it('to an inner machine is shared, and not looked at', async () => {
    const path = await share('http://inner.example/');
    await lookAround();

    expect(internet.asked.some((asked) => asked.startsWith('inner.example'))).toBe(false);
    expect((await ben.get(path)).body).not.toContain('leads nowhere');
  });

  it('that is changed is looked at anew', async () => {
    page = html(
      '<title>Before</title><meta property="og:image" content="http://pictures.example/x">',
    );
    const path = await share();
    await lookAround();
    page = html('<title>After</title>');
    const url = 'http://pages.example/other';
    await ben.press(await ben.get(`${path}/edit`), path, { ...aLink, url });
    expect(await preview(ana, path)).toBe('');
    await lookAround();

    expect(await preview(ana, path)).toContain('After');
    expect(signedIn(await ana.get(path))).toEqual([]);
  });

  it('is looked at once a month, and not before', async () => {
    page = html('<title>Monthly</title>');
    await share('http://pages.example/monthly');
    const looks = () => internet.asked.filter((asked) => asked.endsWith('/monthly')).length;
    await lookAround();
    await lookAround(29);
    expect(looks()).toBe(1);

    await lookAround(31);
    expect(looks()).toBe(2);
  });
});

describe('a link that leads nowhere', () => {
  it('is told of to its giver and to facilitators, and to nobody else', async () => {
    page = (_, response) => response.writeHead(404).end();
    const path = await share('http://pages.example/gone');
    await lookAround();

    for (const who of [ben, ana]) {
      expect((await who.get(path)).body).toContain('This link leads nowhere any more');
      expect((await who.get(`${home}/library`)).body).toContain('Leads nowhere');
    }
    expect((await carla.get(path)).body).not.toContain('leads nowhere');
    expect((await carla.get(`${home}/library`)).body).not.toContain('Leads nowhere');
    expect((await ana.get(`${home}/care`)).body).toContain(path);
  });

  it('for one day is none', async () => {
    page = (_, response) => response.writeHead(503).end();
    const path = await share('http://pages.example/away');
    const says = async () => (await ben.get(path)).body.includes('leads nowhere');
    await lookAround();
    await lookAround(2);
    expect(await says()).toBe(false);

    await lookAround(4);
    expect(await says()).toBe(true);
    page = html('<title>Back</title>');
    await lookAround(40);
    expect(await says()).toBe(false);
    expect(await preview(ben, path)).toContain('Back');
  });

  it('is none where a page only keeps programs out', async () => {
    page = (_, response) => response.writeHead(403).end();
    const path = await share('http://pages.example/closed');
    await lookAround();

    expect((await ben.get(path)).body).not.toContain('leads nowhere');
  });
});

it('no link is looked at where the house does not', async () => {
  const asks = registerLinkJobs(
    {
      register: () => {
        throw new Error('Nothing is to be registered');
      },
    },
    {
      db: world.house.database,
      files: filesOnDisk('nowhere', {
        fileBytes: 1,
        uploadBytes: 1,
        communityBytes: 1,
        organizationBytes: 1,
      }),
      outside: null,
      now: () => new Date(),
    },
  );

  expect(() =>
    asks({ organizationId: world.organizationId, resourceId: world.organizationId }),
  ).not.toThrow();
});
