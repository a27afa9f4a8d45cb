import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import request from 'supertest';
import { openDatabase } from '../../src/db/index.ts';
import { engine, freshDatabase } from '../support/database.ts';
import { openHouse, type TestHouse } from '../support/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse({ securityContact: 'mailto:security@example.edu' });
});

afterAll(() => house.close());

describe('/healthz', () => {
  it('says that the process lives', async () => {
    const answer = await request(house.url).get('/healthz').expect(200);
    expect(answer.body).toEqual({ status: 'ok' });
  });
});

describe('/readyz', () => {
  it('names every part that is ready', async () => {
    const answer = await request(house.url).get('/readyz').expect(200);
    expect(answer.body).toEqual({
      status: 'ready',
      parts: { database: 'ok', migrations: 'ok', serving: 'ok' },
    });
  });

  it('sends people elsewhere while the process ends, and still serves those who come', async () => {
    const ending = await openHouse();
    await ending.startDraining();

    const answer = await request(ending.url).get('/readyz').expect(503);
    expect(answer.body).toMatchObject({ status: 'not ready', parts: { serving: 'draining' } });
    expect(answer.headers['connection']).toBe('close');
    await request(ending.url).get('/healthz').expect(200);
    await ending.close();
  });

  it('is not logged', () => {
    expect(house.logged()).not.toContain('readyz');
  });
});

describe('the state of the database', () => {
  it('is unreachable once it is gone', async () => {
    const fresh = await freshDatabase();
    const db = await openDatabase({ place: fresh.place, queryTimeLimitMs: 5000 });
    await db.close();

    expect(await db.state()).toEqual({ database: 'unreachable', migrations: 'unknown' });
    await fresh.dispose();
  });

  it.runIf(engine === 'postgresql')('is ahead when a newer program migrated it', async () => {
    const fresh = await freshDatabase();
    const db = await openDatabase({ place: fresh.place, queryTimeLimitMs: 5000 });
    const client = new pg.Client('url' in fresh.place ? fresh.place.url : '');
    await client.connect();
    await client.query("insert into schema_migrations values (9999, '9999_later.sql', 'x')");
    await client.end();

    expect(await db.state()).toEqual({ database: 'ok', migrations: 'ahead' });
    expect(db.connections()).toEqual({ inUse: 0, idle: 1, waiting: 0 });
    await db.close();
    await fresh.dispose();
  });
});

describe('security.txt', () => {
  it('names whom to tell, and expires within a year', async () => {
    const { text, headers } = await request(house.url).get('/.well-known/security.txt').expect(200);

    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text).toContain('Contact: mailto:security@example.edu\n');
    expect(text).toContain(`Canonical: ${house.url}/.well-known/security.txt\n`);
    const expires = Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? '');
    expect(expires).toBeGreaterThan(Date.now());
    expect(expires).toBeLessThan(Date.now() + 365 * 86_400_000);
  });

  it('is not there where nobody is named', async () => {
    const nameless = await openHouse();
    await request(nameless.url).get('/.well-known/security.txt').expect(404);
    await nameless.close();
  });
});
