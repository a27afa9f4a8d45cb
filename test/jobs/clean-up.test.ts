import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type Database } from '../../src/db/index.ts';
import { openWorld, type World } from '../support/world.ts';
import { until } from './queue-house.ts';

const hourMs = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hourMs);

let world: World;
let database: Database;
let organizationId: string;
let personId: string;

beforeAll(async () => {
  world = await openWorld({ runsJobs: true });
  database = world.house.database;
  await world.ana();
  const { id } = await database.atTheDoor((tx) =>
    tx.selectFrom('organizations').select('id').executeTakeFirstOrThrow(),
  );
  organizationId = id;
  const person = await database.within(id, (tx) =>
    tx.selectFrom('persons').select('id').executeTakeFirstOrThrow(),
  );
  personId = person.id;
});

afterAll(() => world.close());

async function leaveBehind(name: string, expiresAt: Date, pressedAt: Date): Promise<void> {
  const secrets = { stateHash: name, nonceHash: name, browserHash: name, loginHint: name };
  const target = { issuer: 'https://lms.test', clientId: name, targetLinkUri: 'https://us.test' };
  await database.atTheDoor(async (tx) => {
    await tx
      .insertInto('logins')
      .values({ ...secrets, ...target, expiresAt })
      .execute();
    await tx.insertInto('usedInvitations').values({ id: newId(), expiresAt }).execute();
  });
  await database.within(organizationId, (tx) =>
    tx
      .insertInto('submissions')
      .values({ organizationId, personId, key: newId(), location: name, createdAt: pressedAt })
      .execute(),
  );
}

async function whatIsLeft() {
  const atTheDoor = await database.atTheDoor(async (tx) => ({
    logins: await tx.selectFrom('logins').select('clientId').execute(),
    invitations: await tx.selectFrom('usedInvitations').select('expiresAt').execute(),
  }));
  const inside = await database.within(organizationId, async (tx) => ({
    presses: await tx.selectFrom('submissions').select('location').execute(),
    sessions: await tx.selectFrom('sessions').select('id').execute(),
  }));
  return { ...atTheDoor, ...inside };
}

describe('the clean-up', () => {
  it('forgets what is past its use, every hour, and nothing else', async () => {
    const past = ago(1);
    const coming = ago(-1);
    await database.within(organizationId, (tx) =>
      tx.updateTable('sessions').set({ expiresAt: past }).execute(),
    );
    await world.ben();
    await leaveBehind('old', past, ago(8 * 24));
    await leaveBehind('new', coming, ago(6 * 24));

    // An hour passes.
    await database.atTheQueue(
      `update jobs.job set singleton_on = singleton_on - interval '1 hour' where name = 'clean-up'`,
    );

    await until(async () => Object.values(await whatIsLeft()).every((rows) => rows.length === 1));
    expect(await whatIsLeft()).toEqual({
      logins: [{ clientId: 'new' }],
      invitations: [{ expiresAt: coming }],
      presses: [{ location: 'new' }],
      sessions: [{ id: expect.any(String) }],
    });
  });
});
