import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestPlatform } from '../support/platform/platform.ts';
import { prepareSite, run, type Program, type Site } from './program.ts';

let site: Site;
let program: Program;

beforeAll(async () => {
  site = await prepareSite();
  program = run('main', { ...site.env, DEMO: 'off' });
  await program.saying('Guildhall answers');
});

afterAll(async () => {
  program.signal('SIGKILL');
  await program.ended;
  await site.clear();
});

async function invite(...args: string[]): Promise<{ code: number | string } & Said> {
  const invitation = run('invite', site.env, { args });
  const code = await invitation.ended;
  return { code, stdout: invitation.stdout, stderr: invitation.stderr };
}

type Said = Pick<Program, 'stdout' | 'stderr'>;

const usage = 'Usage: npm run -s invite -- --organization "Name" [--days 7]\n';

describe('npm run invite', () => {
  it('prints one registration address and nothing else, while the program runs', async () => {
    const { code, stdout, stderr } = await invite('--organization', 'Harbour College');

    expect(stdout).toMatch(/^\S+\n$/);
    expect(stdout.startsWith(`${site.publicUrl}/lti/register/`)).toBe(true);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('invites to register one platform, once', async () => {
    const { stdout } = await invite('--organization', 'Harbour College');
    const [first, second] = [await TestPlatform.start(), await TestPlatform.start()];
    const open = (platform: TestPlatform) =>
      fetch(platform.registrationUrl(stdout.trim(), platform.offerRegistration()));

    const answers = [await open(first), await open(second)];

    expect(answers.map(({ status }) => status)).toEqual([200, expect.any(Number)]);
    expect(answers[1]?.status).toBeGreaterThanOrEqual(400);
    expect([first.clients.size, second.clients.size]).toEqual([1, 0]);
    await Promise.all([first.close(), second.close()]);
  });

  it.each([
    ['no organization', []],
    ['an organization without a name', ['--organization', '  ']],
    ['a word too many', ['--organization', 'Harbour College', 'please']],
    ['an unknown option', ['--organisation', 'Harbour College']],
    ['no days', ['--organization', 'Harbour College', '--days', '0']],
    ['more days than an invitation should lie about', ['--organization', 'H', '--days', '365']],
  ])('explains itself when given %s', async (_, args) => {
    expect(await invite(...args)).toEqual({ code: 1, stdout: '', stderr: usage });
  });

  it('names what is wrong with the environment', async () => {
    const invitation = run(
      'invite',
      { ...site.env, PUBLIC_URL: 'guildhall' },
      { args: ['--organization', 'Harbour College'] },
    );

    expect(await invitation.ended).toBe(1);
    expect(invitation.stdout).toBe('');
    expect(invitation.stderr).toBe('PUBLIC_URL: expected an http or https address\n');
  });
});
