import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/index.ts';
import { prepareSite, run, type Site } from './program.ts';

let site: Site;

beforeAll(async () => {
  site = await prepareSite();
});

afterAll(() => site.clear());

async function jobs(...args: string[]) {
  const program = run('failed-jobs', site.env, { args });
  const code = await program.ended;
  return { code, stdout: program.stdout, stderr: program.stderr };
}

async function failAJob(id: string): Promise<void> {
  const { DATABASE_URL: url, DATA_DIR: data } = site.env;
  const place = url ? { url } : { directory: join(data, 'database') };
  const db = await openDatabase({ place, queryTimeLimitMs: 20_000 });
  const output = { error: 'PlatformUnreachable', code: 'platform_unreachable' };
  await db.atTheQueue(
    `insert into jobs.job (id, name, data, state, retry_count, completed_on, output)
     values ($1, 'roster', '{"courseId": "a-course"}', 'failed', 5, now(), $2)`,
    [id, JSON.stringify(output)],
  );
  await db.close();
}

describe('npm run jobs', () => {
  it('says that no job was given up, or which', async () => {
    expect(await jobs('--failed')).toEqual({
      code: 0,
      stdout: 'No job was given up.\n',
      stderr: '',
    });

    const id = '0193574e-9d5a-4b5e-8d9a-3f0f0a7b6c5d';
    await failAJob(id);

    const { stdout } = await jobs('--failed');
    expect(stdout.trimEnd().split('  ')).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      'roster',
      id,
      'PlatformUnreachable platform_unreachable',
      '6 tries',
      '{"courseId":"a-course"}',
    ]);
  });

  it.each([{ args: [] }, { args: ['--all'] }])(
    'says how it is used when asked for something else: $args',
    async ({ args }) => {
      expect(await jobs(...args)).toEqual({
        code: 1,
        stdout: '',
        stderr: 'Usage: npm run -s jobs -- --failed\n',
      });
    },
  );
});
