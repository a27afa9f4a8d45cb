import { afterEach, describe, expect, it } from 'vitest';
import { Conflict, Forbidden, Invalid, PlatformUnreachable } from '../../../src/errors.ts';
import {
  deleteLineItem,
  type Gradebook,
  gradeScope,
  lineItemFor,
  lineItems,
  postScore,
  results,
  type Score,
  updateLineItem,
} from '../../../src/lti/services/index.ts';
import type { Handler } from './host.ts';
import { captures, moodle, type Moodle } from './moodle.ts';

const capture = captures('grades');
const base = '/mod/lti/services.php/2/lineitems';
const list = `${base}?type_id=1`;
const item = `${base}/2/lineitem?type_id=1`;
const scoresPath = `${base}/2/lineitem/scores?type_id=1`;
const resultsPath = `${base}/2/lineitem/results?type_id=1`;
const itemType = 'application/vnd.ims.lis.v2.lineitem+json';
const busy: Handler = (_asked, response) => response.writeHead(503).end();
const started: Moodle[] = [];

afterEach(() => {
  for (const platform of started.splice(0)) platform.close();
});

async function course(
  table: Parameters<typeof moodle>[0],
  scopes = Object.values<string>(gradeScope),
) {
  const there = await moodle(table);
  started.push(there);
  const gradebook: Gradebook = { scopes, lineItemsUrl: `${there.origin}${list}` };
  const given = [there.services, there.platform, gradebook] as const;
  const post = (score: Partial<Score> = {}) =>
    postScore(...given, {
      lineItemUrl: `${there.origin}${item}`,
      userId: '5',
      scoreGiven: 83,
      scoreMaximum: 100,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      ...score,
    });
  const bodies = (): unknown[] => there.asked().map(({ body }) => JSON.parse(body));
  return { ...there, given, post, bodies, itemUrl: `${there.origin}${item}` };
}

const json =
  (body: unknown, headers: Record<string, string> = {}): Handler =>
  (_asked, response) =>
    response.writeHead(200, headers).end(JSON.stringify(body));

describe('the line items of a course', () => {
  it('are those Moodle lists', async () => {
    const { given, asked, origin, tokenForms } = await course({ [`GET ${list}`]: capture('list') });
    const found = await lineItems(...given);
    expect(found).toHaveLength(4);
    expect(found[1]).toEqual({
      id: `${origin}${base}/6/lineitem?type_id=1`,
      label: 'Quiz A from deep link',
      scoreMaximum: 50,
      resourceId: 'res-A',
      tag: 'tag-A',
      resourceLinkId: '5',
    });
    expect(found[0]).toMatchObject({ resourceId: null, tag: null });
    const container = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
    expect(asked()[0]?.headers.accept).toBe(container);
    expect(tokenForms().map((form) => form.get('scope'))).toEqual([gradeScope.lineItemReadOnly]);
  });

  it('are read over the pages that Moodle links in its own way', async () => {
    const page = capture('list limit=1 page 2 (from)');
    const { given } = await course({
      [`GET ${list}`]: capture('list limit=1'),
      [`GET ${list}&limit=1&from=1`]: page,
      [`GET ${list}&limit=1&from=2`]: { ...page, body: '[]', headers: {} },
    });
    expect((await lineItems(...given)).map(({ resourceLinkId }) => resourceLinkId)).toEqual([
      '1',
      '5',
    ]);
  });

  it('are found by what they stand for, even where the platform filters nothing', async () => {
    const { given } = await course({
      [`GET ${list}&resource_id=res-A&tag=tag-A&resource_link_id=5`]: capture('list'),
    });
    const found = await lineItems(...given, {
      resourceId: 'res-A',
      tag: 'tag-A',
      resourceLinkId: '5',
    });
    expect(found.map(({ label }) => label)).toEqual(['Quiz A from deep link']);
  });

  it('leave out what is none, or lies on another host', async () => {
    const good = { id: '/line/1', label: 'Good', scoreMaximum: 10 };
    const { given, origin } = await course({
      [`GET ${list}`]: json([null, {}, { ...good, id: 'https://a.example/1' }, good]),
    });
    expect(await lineItems(...given)).toMatchObject([{ id: `${origin}/line/1`, label: 'Good' }]);
  });

  it('are not taken for all when their list has no end', async () => {
    const { given } = await course({
      [`GET ${list}`]: json([], { link: `<${list}>; rel="next"` }),
    });
    await expect(lineItems(...given)).rejects.toBeInstanceOf(PlatformUnreachable);
  });

  it('are read under the wider scope where only that was granted', async () => {
    const table = { [`GET ${list}`]: capture('list') };
    const { given, tokenForms } = await course(table, [gradeScope.lineItem]);
    await lineItems(...given);
    expect(tokenForms().map((form) => form.get('scope'))).toEqual([gradeScope.lineItem]);
  });
});

describe('a line item of our own', () => {
  const wanted = { label: 'Standalone column', scoreMaximum: 25, resourceId: 'sa-1', tag: 'grade' };
  const query = `${list}&resource_id=sa-1&tag=grade`;

  it('is found when it is there', async () => {
    const mine = { ...wanted, id: '/line/1', label: 'Renamed by a teacher', scoreMaximum: 40 };
    const { given, asked } = await course({ [`GET ${query}`]: json([mine]) });
    expect(await lineItemFor(...given, wanted)).toMatchObject({
      label: mine.label,
      scoreMaximum: 40,
    });
    expect(asked()).toHaveLength(1);
  });

  it('is made when it is not', async () => {
    const { given, asked, origin } = await course({
      [`GET ${query}`]: json([]),
      [`POST ${list}`]: capture('create (standalone)'),
    });
    const made = await lineItemFor(...given, wanted);
    expect(made).toMatchObject({ ...wanted, id: `${origin}${base}/9/lineitem?type_id=1` });
    expect(JSON.parse(asked()[1]?.body ?? '')).toEqual(wanted);
    expect(asked()[1]?.headers).toMatchObject({ accept: itemType, 'content-type': itemType });
  });

  it('is made once, however many want it at once', async () => {
    const { given, asked } = await course({
      [`GET ${query}`]: json([]),
      [`POST ${list}`]: capture('create (standalone)'),
    });
    await Promise.all(Array.from({ length: 5 }, () => lineItemFor(...given, wanted)));
    expect(asked().map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('is not asked for twice when the platform breaks off', async () => {
    const { given, asked } = await course({
      [`GET ${query}`]: json([]),
      [`POST ${list}`]: (_asked, response) => response.destroy(),
    });
    await expect(lineItemFor(...given, wanted)).rejects.toBeInstanceOf(PlatformUnreachable);
    expect(asked().map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('is refused in words where the link is not ours', async () => {
    const { given } = await course({
      [`GET ${query}`]: json([]),
      [`POST ${list}`]: capture('create with unknown resourceLinkId'),
    });
    const making = lineItemFor(...given, { ...wanted, resourceLinkId: '9999' });
    await expect(making).rejects.toBeInstanceOf(Forbidden);
  });

  it('keeps its activity and all else when one thing is changed', async () => {
    const review = { url: 'https://tool.example/review' };
    const sent = { id: item, label: 'Old', scoreMaximum: 50, resourceLinkId: '5', review };
    const { given, itemUrl, asked } = await course({
      [`GET ${item}`]: json(sent),
      [`PUT ${item}`]: ({ body }, response) => response.end(body),
    });
    const changed = await updateLineItem(...given, itemUrl, { label: 'New' });
    expect(changed).toMatchObject({ id: itemUrl, label: 'New', resourceLinkId: '5' });
    expect(JSON.parse(asked()[1]?.body ?? '')).toEqual({ ...sent, label: 'New' });
    expect(asked()[1]?.headers['content-type']).toBe(itemType);
  });

  it('is deleted, and stays so when that is asked again', async () => {
    const gone = `${base}/10/lineitem?type_id=1`;
    const { given, origin, asked } = await course({
      [`DELETE ${gone}`]: [capture('delete linked'), capture('get deleted')],
    });
    await deleteLineItem(...given, `${origin}${gone}`);
    await deleteLineItem(...given, `${origin}${gone}`);
    expect(asked()).toHaveLength(2);
  });
});

describe('a score', () => {
  const accepted = { [`POST ${scoresPath}`]: capture('score full') };

  it('goes beneath its line item, before the query', async () => {
    const { post, asked, bodies } = await course(accepted);
    await post({ comment: 'Well done' });
    const scoreType = 'application/vnd.ims.lis.v1.score+json';
    expect(asked()[0]?.headers).toMatchObject({ accept: scoreType, 'content-type': scoreType });
    expect(bodies()).toEqual([
      {
        userId: '5',
        scoreGiven: 83,
        scoreMaximum: 100,
        comment: 'Well done',
        timestamp: '2026-11-23T12:00:00.250Z',
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
      },
    ]);
  });

  it('is dated a whole second or more after the last of the same person', async () => {
    const { post, bodies, clock } = await course(accepted);
    await post();
    clock.now += 700;
    await post();
    await post();
    await post({ userId: '6' });
    clock.now += 60_000;
    await post();
    await post({ timestamp: new Date('2026-11-20T00:00:00Z') });
    expect(bodies()).toMatchObject([
      { userId: '5', timestamp: '2026-11-23T12:00:00.250Z' },
      { userId: '5', timestamp: '2026-11-23T12:00:01.000Z' },
      { userId: '5', timestamp: '2026-11-23T12:00:02.000Z' },
      { userId: '6', timestamp: '2026-11-23T12:00:00.950Z' },
      { userId: '5', timestamp: '2026-11-23T12:01:00.950Z' },
      { userId: '5', timestamp: '2026-11-23T12:01:01.000Z' },
    ]);
  });

  it('may be dated to when it was earned', async () => {
    const { post, bodies } = await course(accepted);
    await post({ timestamp: new Date('2026-11-20T00:00:00.500Z') });
    expect(bodies()).toMatchObject([{ timestamp: '2026-11-20T00:00:00.500Z' }]);
  });

  it('loses what arithmetic left behind its decimals', async () => {
    const { post, bodies } = await course(accepted);
    await post({ scoreGiven: 0.1 + 0.2, scoreMaximum: 1 });
    expect(bodies()).toMatchObject([{ scoreGiven: 0.3, scoreMaximum: 1 }]);
  });

  it.each([
    { scoreGiven: -1 },
    { scoreGiven: Number.NaN },
    { scoreGiven: Number.POSITIVE_INFINITY },
    { scoreMaximum: 0 },
    { scoreMaximum: Number.NaN },
  ])('is not sent when it makes no sense (%p)', async (points) => {
    const { post, asked } = await course(accepted);
    await expect(post(points)).rejects.toBeInstanceOf(Invalid);
    expect(asked()).toEqual([]);
  });

  it.each([
    ['score with different maximum (rescale)', Conflict],
    ['score for teacher', Invalid],
  ])('that is refused is told apart by why (%s)', async (label, kind) => {
    const { post } = await course({ [`POST ${scoresPath}`]: capture(label) });
    await expect(post()).rejects.toBeInstanceOf(kind);
  });

  it('is sent again as it was when the platform was only busy', async () => {
    const { post, bodies } = await course({
      [`POST ${scoresPath}`]: [busy, capture('score full')],
    });
    await post();
    const [first, second] = bodies();
    expect(second).toEqual(first);
  });
});

describe('the results of a line item', () => {
  it('are what the gradebook holds, asked for without a limit', async () => {
    const { given, itemUrl, asked } = await course({
      [`GET ${resultsPath}`]: capture('results after score'),
    });
    const comment = 'Well <b>done</b> & "ok" ñ';
    expect(await results(...given, { lineItemUrl: itemUrl })).toEqual([
      { userId: '5', resultScore: 83, resultMaximum: 100, comment },
    ]);
    const container = 'application/vnd.ims.lis.v2.resultcontainer+json';
    expect(asked()[0]?.headers.accept).toBe(container);
  });

  it('may be those of one person', async () => {
    const { given, itemUrl } = await course({
      [`GET ${resultsPath}&user_id=5`]: json([{ userId: '4', resultScore: 1 }, { userId: 5 }]),
    });
    const found = await results(...given, { lineItemUrl: itemUrl, userId: '5' });
    expect(found).toEqual([{ userId: '5', resultScore: null, resultMaximum: null, comment: null }]);
  });

  it('are rounded, and go over several pages', async () => {
    const { given, itemUrl } = await course({
      [`GET ${resultsPath}`]: (_asked, response) => {
        response.setHeader('link', `<${resultsPath}&page=2>; rel="next"`);
        response.end('[{"userId":"5","resultScore":52.7999999,"resultMaximum":60}]');
      },
      [`GET ${resultsPath}&page=2`]: (_asked, response) =>
        response.end('[{"userId":"6","resultScore":52.799999999999997}, {"resultScore":1}]'),
    });
    const found = await results(...given, { lineItemUrl: itemUrl });
    expect(found.map(({ resultScore }) => resultScore)).toEqual([52.8, 52.8]);
  });

  it('are none after they were cleared', async () => {
    const { given, itemUrl } = await course({
      [`GET ${resultsPath}`]: capture('results after clear'),
    });
    expect(await results(...given, { lineItemUrl: itemUrl })).toEqual([]);
  });
});

describe('a scope that the course did not grant', () => {
  const wanted = { label: 'Column', scoreMaximum: 10, resourceId: 'r', tag: 't' };
  type Given = Awaited<ReturnType<typeof course>>;

  it.each<[string, string[], (there: Given) => Promise<unknown>]>([
    ['listing', [gradeScope.score], ({ given }) => lineItems(...given)],
    ['scoring', [gradeScope.lineItem], ({ post }) => post()],
    [
      'reading',
      [gradeScope.score],
      ({ given, itemUrl }) => results(...given, { lineItemUrl: itemUrl }),
    ],
    [
      'changing',
      [gradeScope.lineItemReadOnly],
      ({ given, itemUrl }) => updateLineItem(...given, itemUrl, {}),
    ],
    [
      'deleting',
      [gradeScope.lineItemReadOnly],
      ({ given, itemUrl }) => deleteLineItem(...given, itemUrl),
    ],
  ])('is missed before the platform is asked (%s)', async (_what, scopes, act) => {
    const there = await course({}, scopes);
    await expect(act(there)).rejects.toThrow(/does not grant https:\/\/purl/u);
    await expect(act(there)).rejects.toBeInstanceOf(Forbidden);
    expect([...there.asked(), ...there.tokenForms()]).toEqual([]);
  });

  it('keeps a line item from being made', async () => {
    const { given, asked } = await course({ [`GET ${list}&resource_id=r&tag=t`]: json([]) }, [
      gradeScope.lineItemReadOnly,
    ]);
    await expect(lineItemFor(...given, wanted)).rejects.toBeInstanceOf(Forbidden);
    expect(asked().map(({ method }) => method)).toEqual(['GET']);
  });

  it('is told apart from a list that is not shared', async () => {
    const { services, platform } = await course({});
    const gradebook = { scopes: Object.values(gradeScope), lineItemsUrl: null };
    await expect(lineItems(services, platform, gradebook)).rejects.toThrow(
      /does not share its list/u,
    );
  });
});
