import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { once } from 'node:events';
import request from 'supertest';
import { createMetrics } from '../../src/operations/metrics.ts';
import { metricsServer } from '../../src/operations/metrics-server.ts';
import { launchAs } from '../support/platform/launch.ts';
import { Browser } from '../support/platform/browser.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ countsMetrics: true });
});

afterAll(() => world.close());

function valuesOf(text: string, metric: string): string[] {
  return text.split('\n').filter((line) => line.startsWith(metric));
}

describe('the metrics', () => {
  it('count launches by outcome and platform', async () => {
    await world.ana();
    const browser = Browser.inFrameOf(world.platform.origin);
    await launchAs(world.platform, browser, { token: { claims: { aud: 'someone-else' } } });

    const launches = valuesOf(await world.house.counted(), 'guildhall_launches_total');

    const accepted = launches.filter((line) => line.includes('outcome="accepted"'));
    expect(accepted).toEqual([expect.stringMatching(/platform="[0-9a-f-]{36}"\} 1$/)]);
    const refused = launches.filter((line) => line.includes('outcome="wrong_audience"'));
    expect(refused).toEqual([expect.stringMatching(/platform="[0-9a-f-]{36}"\} 1$/)]);
  });

  it('time requests by pattern, whatever the address', async () => {
    const ana = await world.ana();
    const home = await world.community();
    await ana.get(home);
    await ana.get(`${home}/threads`);
    for (const nowhere of ['/one', '/two', '/three/four'])
      await request(world.house.url).get(nowhere);

    const text = await world.house.counted();
    const routes = new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route));

    expect(routes).toContain('/communities/:communityId/threads');
    expect(routes).toContain('none');
    expect(
      [...routes].filter((route) => /[0-9a-f]{8}-|\/(one|two|four)/.test(route ?? '')),
    ).toEqual([]);
  });

  it('show the connections, the calls to platforms and the process', async () => {
    const text = await world.house.counted();

    expect(text).toMatch(/guildhall_database_connections\{state="waiting"\} 0/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
  });

  it('name nobody', async () => {
    expect(await world.house.counted()).not.toMatch(/Ana|Moreno|lms\.test|Tutors/);
  });

  it('are on a port of their own and not on the public one', async () => {
    const metrics = createMetrics({ connections: () => ({ inUse: 1, idle: 2, waiting: 3 }) });
    metrics.platformCall({ method: 'GET', status: null, seconds: 0.2 });
    metrics.job({ queue: 'roster', outcome: 'failed', seconds: 2 });
    metrics.limited('writes');
    const server = metricsServer(metrics).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;

    const { text } = await request(`http://127.0.0.1:${port}`).get('/metrics').expect(200);
    await request(`http://127.0.0.1:${port}`).get('/').expect(404);
    await request(world.house.url).get('/metrics').expect(404);

    expect(text).toContain('guildhall_database_connections{state="waiting"} 3');
    expect(text).toContain(
      'guildhall_platform_call_seconds_count{method="GET",outcome="unreachable"} 1',
    );
    expect(text).toContain('guildhall_job_seconds_count{queue="roster",outcome="failed"} 1');
    expect(text).toContain('guildhall_limited_requests_total{limit="writes"} 1');
    server.close();
  });
});
