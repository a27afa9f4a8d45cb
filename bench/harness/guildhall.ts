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
  /** The folder that holds everybody's files. */
  files: string;
  /** Ends it, fills its organization, and starts it again at the same address. */
  filled(scale: string): Promise<Guildhall>;
}

const organization = 'Riverside College';

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

function run(args: string[], env: NodeJS.ProcessEnv): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

function invite(env: NodeJS.ProcessEnv): string {
  return run(['dist/invite.js', '--organization', organization], env).trim();
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

/** @param name of its database, where the place has several */
export async function openGuildhall(
  platform: TestPlatform,
  { home, urlOf }: Place,
  engine: 'postgresql' | 'embedded',
  name = 'guildhall_bench',
): Promise<Guildhall> {
  const folder = join(home, `${name}_${engine}`);
  const database = {
    DATA_DIR: folder,
    ...(engine === 'postgresql' && { DATABASE_URL: await createDatabase(urlOf, name) }),
  };
  const files = join(folder, 'files');
  let port: number | undefined;
  const start = () =>
    startServer({
      name: engine === 'postgresql' ? 'Guildhall on PostgreSQL' : 'Guildhall, embedded database',
      script: 'dist/main.js',
      ...(port && { port }),
      env: (given) => ({ ...settings((port = given)), ...database }),
    });
  const environment = () => ({ ...settings(port ?? 0), ...database });
  const server = await start();
  const client = await register(platform, invite(environment()));
  const filled = async (scale: string): Promise<Guildhall> => {
    await server.stop();
    run(['dist/seed.js', '--scale', scale, '--organization', organization], environment());
    return { server: await start(), client, files, filled };
  };
  return { server, client, files, filled };
}
