import { setTimeout } from 'node:timers/promises';
import { openDatabase } from '../../src/db/index.ts';
import { rememberPlatform } from '../../src/lti/index.ts';
import { run, type Program } from '../program/program.ts';
import { freePort } from '../support/free-port.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/house.ts';
import { TestPlatform } from '../support/platform/platform.ts';
import { visit, type Visitor } from '../support/world.ts';
import { openBalancer, type Balancer } from './balancer.ts';

/** Two processes on one PostgreSQL behind one address, and an LMS to come from. */
export interface TwoPrograms {
  ports: readonly [number, number];
  programs: Program[];
  balancer: Balancer;
  databaseUrl: string;
  start(port: number): Program;
  untilReady(port: number): Promise<void>;
  launch(shape: object): Promise<Visitor>;
  close(): Promise<void>;
}

/** @param env says more of both; a folder in it is shared by them */
export async function openTwoPrograms(env: NodeJS.ProcessEnv = {}): Promise<TwoPrograms> {
  const folder = temporaryFolder();
  const programs: Program[] = [];
  const fresh = await freshDatabase();
  const databaseUrl = 'url' in fresh.place ? fresh.place.url : '';
  const platform = await TestPlatform.start();
  const ports = [await freePort(), await freePort()] as const;
  const balancer = await openBalancer(ports);
  const db = await openDatabase({ place: fresh.place, queryTimeLimitMs: 20_000 });
  await rememberPlatform(db, 'Open University', {
    ...platform.details(platform.install(balancer.url)),
    name: 'Test platform',
    productFamily: null,
    tokenAudience: null,
  });
  await db.close();

  function start(port: number): Program {
    const program = run('main', {
      DATABASE_URL: databaseUrl,
      DATA_DIR: `${folder.path}/${port}`,
      SECRET: 'the same long secret in both of the processes',
      PORT: `${port}`,
      PUBLIC_URL: balancer.url,
      DEMO: 'off',
      WRITES_PER_MINUTE: '100000',
      READS_PER_MINUTE: '100000',
      DRAIN_NOTICE_SECONDS: '1',
      ...env,
    });
    programs.push(program);
    return program;
  }

  async function untilReady(port: number): Promise<void> {
    while (!balancer.isReady(port)) await setTimeout(20);
  }

  for (const port of ports) start(port);
  await Promise.all(ports.map(untilReady));
  return {
    ports,
    programs,
    balancer,
    databaseUrl,
    start,
    untilReady,
    launch: (shape) => visit({ url: balancer.url, platform }, shape),
    close: async () => {
      for (const program of programs) program.signal('SIGKILL');
      await Promise.all(programs.map(({ ended }) => ended));
      await balancer.close();
      await platform.close();
      await fresh.dispose();
      folder.remove();
    },
  };
}
