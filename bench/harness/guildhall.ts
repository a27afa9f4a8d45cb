import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Browser } from '../../test/support/platform/browser.ts';
import type { Client } from '../../test/support/platform/client.ts';
import type { TestPlatform } from '../../test/support/platform/platform.ts';
import { createDatabase } from './postgres.ts';
import type { Place } from './grounds.ts';
import { startServer, type Server } from './server.ts';

/** The built program as production runs it, registered with the platform. */
export interface Guildhall {
  server: Server;
  client: Client;
}

/** A benchmark is one address and a few people who come very often. */
const unlimited = '1000000000';

function settings(port: number): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: `${port}`,
    PUBLIC_URL: `http://localhost:${port}`,
    SECRET: 'a secret that is only good enough for benchmarks',
    ALLOW_PRIVATE_PLATFORMS: 'on',
    DRAIN_NOTICE_SECONDS: '0',
    WRITES_PER_MINUTE: unlimited,
    READS_PER_MINUTE: unlimited,
    LAUNCHES_PER_MINUTE: unlimited,
    LOGINS_PER_MINUTE: unlimited,
  };
}

function invite(env: NodeJS.ProcessEnv): string {
  const args = ['dist/invite.js', '--organization', 'Riverside College'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`No invitation: ${stderr}`);
  return stdout.trim();
}

/** Registers as any LMS does that was given an invitation. */
async function register(platform: TestPlatform, invitation: string): Promise<Client> {
  const known = new Set(platform.clients.keys());
  const url = platform.registrationUrl(invitation, platform.offerRegistration());
  const answer = await Browser.inFrameOf(platform.origin).get(url, { from: platform.origin });
  const client = [...platform.clients.values()].find(({ id }) => !known.has(id));
  if (!client) throw new Error(`The registration answered ${answer.status}: ${answer.body}`);
  return client;
}

export async function openGuildhall(
  platform: TestPlatform,
  { home, urlOf }: Place,
  engine: 'postgresql' | 'embedded',
): Promise<Guildhall> {
  const database =
    engine === 'postgresql'
      ? { DATABASE_URL: await createDatabase(urlOf, 'guildhall_bench') }
      : { DATA_DIR: join(home, 'data') };
  let env: NodeJS.ProcessEnv = {};
  const server = await startServer({
    name: engine === 'postgresql' ? 'Guildhall on PostgreSQL' : 'Guildhall, embedded database',
    script: 'dist/main.js',
    env: (port) => (env = { ...settings(port), ...database }),
  });
  return { server, client: await register(platform, invite(env)) };
}
