import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { openDatabase, type Transaction } from '../../src/db/index.ts';
import { prepareSite, run, type Site } from './program.ts';

let site: Site;

beforeAll(async () => {
  site = await prepareSite();
});

afterAll(() => site.clear());

async function seed(...args: string[]) {
  const program = run('seed', site.env, { args });
  const code = await program.ended;
  return { code, stdout: program.stdout, stderr: program.stderr };
}

async function countsIn(tx: Transaction) {
  const { rows } = await sql`
    select (select count(*)::integer from persons) as people,
           (select count(*)::integer from courses) as courses,
           (select count(*)::integer from communities where words <> '') as communities,
           (select count(*)::integer from communities where id::text like '________-____-8___-8%') as addressed,
           (select count(*)::integer from memberships where role = 'facilitator') as facilitators`.execute(
    tx,
  );
  return rows[0];
}

async function counts(organizationName: string) {
  const { DATABASE_URL: url, DATA_DIR: data } = site.env;
  const place = url ? { url } : { directory: join(data, 'database') };
  const db = await openDatabase({ place, queryTimeLimitMs: 20_000 });
  try {
    const { id } = await db.atTheDoor((tx) =>
      tx
        .selectFrom('organizations')
        .select('id')
        .where('name', '=', organizationName)
        .executeTakeFirstOrThrow(),
    );
    return await db.within(id, countsIn);
  } finally {
    await db.close();
  }
}

describe('npm run seed', () => {
  it('fills the organization of this name, and again', async () => {
    const first = await seed('--organization', 'Harbour College');
    const second = await seed('--organization', 'Harbour College', '--scale', 'small');

    expect([first.code, second.code, first.stdout]).toEqual([0, 0, '']);
    expect(second.stderr).toContain('Harbour College is filled.');
    expect(await counts('Harbour College')).toEqual({
      people: 1000,
      courses: 100,
      communities: 40,
      addressed: 40,
      facilitators: 40,
    });
  });

  it('says how it is used when asked for a scale there is not', async () => {
    const { code, stderr } = await seed('--scale', 'huge');
    expect([code, stderr]).toEqual([
      1,
      'Usage: npm run seed -- --scale small|large|talk|million [--organization "Name"]\n',
    ]);
  });
});
