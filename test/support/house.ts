import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { openDatabase, type Database } from '../../src/db/index.ts';
import type { Paces } from '../../src/discussions/index.ts';
import {
  openFiles,
  type Bucket,
  type FileLimits,
  type FileStore,
  type ScannerPlace,
} from '../../src/files/index.ts';
import { createJobs } from '../../src/jobs/index.ts';
import {
  createInvitation,
  createOutbound,
  rememberPlatform,
  type Platform,
  type PlatformRegistration,
} from '../../src/lti/index.ts';
import type { Outside } from '../../src/outside/index.ts';
import { createOperations, type Limits, type Operations } from '../../src/operations/index.ts';
import { deriveKeys } from '../../src/secret.ts';
import { createLog } from '../../src/web/index.ts';
import { freshDatabase } from './database.ts';

/** The whole program on a database of its own, listening on a free port as in life. */
export interface TestHouse {
  url: string;
  database: Database;
  /** The folder that holds every file, where no bucket does. */
  filesFolder: string;
  files: FileStore;
  /** Every line the program logged, as text. */
  logged(): string;
  /** What `/metrics` would show, where `countsMetrics` is on. */
  counted(): Promise<string>;
  startDraining(): Promise<void>;
  invite(organizationName: string): Promise<string>;
  registerPlatform(known: PlatformFacts & { organizationName: string }): Promise<Platform>;
  close(): Promise<void>;
}

type PlatformFacts = Pick<
  PlatformRegistration,
  'issuer' | 'clientId' | 'authorizationEndpoint' | 'tokenEndpoint' | 'keySetUrl' | 'deploymentIds'
>;

export interface HouseOptions {
  now?: () => Date;
  sessionIdleMs?: number;
  sessionMaxMs?: number;
  port?: number;
  limits?: Partial<Limits>;
  /** How much one member can write in an hour; as much as a test likes, otherwise. */
  paces?: Paces;
  securityContact?: string;
  countsMetrics?: boolean;
  fileLimits?: Partial<FileLimits>;
  /** The way to pages that members share; nobody looks at them, otherwise. */
  outside?: Outside;
  /** Where files are kept, if not in a folder. */
  bucket?: Bucket;
  /** Who looks for viruses; nobody, otherwise. */
  scanner?: ScannerPlace;
  /** Where ffmpeg is; recordings play as they are, otherwise. */
  ffmpeg?: string;
  /** Has the background work; otherwise what is asked of it only lies there. */
  runsJobs?: boolean;
}

const hour = 3_600_000;

export async function openHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const fresh = await freshDatabase();
  const database = await openDatabase({ place: fresh.place, queryTimeLimitMs: 20_000 });
  const outbound = createOutbound({ allowPrivate: true });
  const keys = deriveKeys('a secret that is only good enough for tests');
  const folder = temporaryFolder();
  const files = await openFiles({
    filesDirectory: folder.path,
    bucket: options.bucket ?? null,
    fileLimits: { ...roomy, ...options.fileLimits },
    scanner: options.scanner ?? null,
  });
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => lines.push(line) });
  const jobs = createJobs({ db: database, log, lookEveryMs: 100, tendEveryMs: 500 });
  let operations: Operations | undefined;
  const { server, url } = await listenFirst(options.port ?? 0, (publicUrl) =>
    createApp({
      db: database,
      outbound,
      keys,
      log,
      operations: (operations = operationsOf(database, publicUrl, options)),
      jobs,
      outside: options.outside ?? null,
      ffmpeg: options.ffmpeg ?? null,
      files,
      publicUrl,
      sessionIdleMs: options.sessionIdleMs ?? 2 * hour,
      sessionMaxMs: options.sessionMaxMs ?? 12 * hour,
      trustProxy: false,
      cacheViews: true,
      styleguide: true,
      paces: options.paces ?? unhurried,
      now: options.now ?? (() => new Date()),
    }),
  );
  if (options.runsJobs) jobs.start();
  return {
    url,
    database,
    filesFolder: folder.path,
    files,
    logged: () => lines.join(''),
    counted: async () => (await operations?.metrics?.text())?.text ?? '',
    startDraining: () => operations?.drain.stop([]) ?? Promise.resolve(),
    invite: (organizationName) =>
      createInvitation(keys.invitations, {
        publicUrl: new URL(url),
        organizationName,
        validDays: 7,
      }),
    registerPlatform: ({ organizationName, ...known }) =>
      rememberPlatform(database, organizationName, {
        ...known,
        name: new URL(known.issuer).host,
        productFamily: null,
        tokenAudience: null,
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await jobs.stop(5000);
      await outbound.close();
      await database.close();
      await fresh.dispose();
      folder.remove();
    },
  };
}

const plenty = { threads: 100_000, replies: 100_000 };
const unhurried: Paces = { newcomer: plenty, member: plenty };

const mb = 1024 * 1024;
const roomy: FileLimits = {
  fileBytes: 25 * mb,
  uploadBytes: 100 * mb,
  communityBytes: 1000 * mb,
  organizationBytes: 1000 * mb,
};

const unlimited: Limits = {
  writesPerPerson: 100_000,
  readsPerSession: 100_000,
  launchesPerPlatform: 100_000,
  loginsPerAddress: 100_000,
  registrationsPerAddress: 100_000,
  feedsPerAddress: 100_000,
};

function operationsOf(db: Database, publicUrl: URL, options: HouseOptions) {
  return createOperations({
    db,
    publicUrl,
    now: options.now ?? (() => new Date()),
    limits: { ...unlimited, ...options.limits },
    drainTimes: { noticeMs: 0, limitMs: 5000 },
    securityContact: options.securityContact ?? null,
    countsMetrics: options.countsMetrics ?? false,
  });
}

/** The program must know its address before it is made, and the port is known only once it listens. */
async function listenFirst(
  port: number,
  create: (publicUrl: URL) => Express,
): Promise<{ server: Server; url: string }> {
  const server = createServer();
  // A test that reckons for long beside it finds its connection open all the same.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const url = `http://localhost:${address.port}`;
  server.on('request', create(new URL(url)));
  return { server, url };
}

/** A folder that is gone when the test is over. @param parent on disk, for more than memory should hold */
export function temporaryFolder(parent = tmpdir()): { path: string; remove: () => void } {
  const path = mkdtempSync(join(parent, 'guildhall-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
