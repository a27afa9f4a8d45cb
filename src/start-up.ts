import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { bucketOf, type BucketSettings, type Config, type Reading } from './config.ts';

/** What a start needs of the machine; absent is what the environment did not say in a readable way. */
interface Needs {
  host: string;
  ports: { name: string; port: number }[];
  dataDirectory: string | null;
  databaseUrl: string | null;
  bucket: BucketSettings | null;
  scanner: Config['scanner'];
}

function needsOf(reading: Reading): Needs {
  if (reading.config) {
    const { host, port, demo, metricsPort, dataDirectory, database, bucket, scanner } =
      reading.config;
    const ports = [{ name: 'PORT', port }];
    if (demo) ports.push({ name: 'DEMO_PORT', port: demo.port });
    if (metricsPort) ports.push({ name: 'METRICS_PORT', port: metricsPort });
    const databaseUrl = 'url' in database ? database.url : null;
    return { host, ports, dataDirectory, databaseUrl, bucket, scanner };
  }
  const { HOST, PORT, DEMO_PORT, METRICS_PORT, DATA_DIR, DATABASE_URL, CLAMD } = reading.readable;
  const named = [
    { name: 'PORT', port: PORT },
    { name: 'DEMO_PORT', port: DEMO_PORT },
    { name: 'METRICS_PORT', port: METRICS_PORT },
  ];
  return {
    host: HOST ?? '127.0.0.1',
    ports: named.flatMap(({ name, port }) => (port ? [{ name, port }] : [])),
    dataDirectory: DATA_DIR ? resolve(DATA_DIR) : null,
    databaseUrl: DATABASE_URL ?? null,
    bucket: bucketOf(reading.readable),
    scanner: CLAMD ?? null,
  };
}

function portFault(host: string, { name, port }: Needs['ports'][number]): Promise<string[]> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      done([
        cause.code === 'EADDRINUSE'
          ? `${name}: ${port} is taken by another program`
          : `${name}: cannot listen on ${host}:${port} (${cause.code ?? cause.message})`,
      ]);
    });
    probe.listen(port, host, () => probe.close(() => done([])));
  });
}

/** The folder itself, or the nearest one above it that exists: where it would be made. */
function existingPart(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existingPart(dirname(path));
}

function folderFault(path: string): string[] {
  const existing = existingPart(path);
  try {
    if (!statSync(existing).isDirectory()) return [`DATA_DIR: ${existing} is not a folder`];
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK);
    return [];
  } catch {
    return [`DATA_DIR: ${existing} cannot be read and written by this user`];
  }
}

async function databaseFault(url: string): Promise<string[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    return [];
  } catch (cause) {
    // The address may hold a password; only where it leads is said.
    const { host } = new URL(url);
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return [`DATABASE_URL: cannot connect to ${host} ${code}`.trim()];
  } finally {
    await client.end().catch(() => {});
  }
}

async function bucketFault(bucket: BucketSettings): Promise<string[]> {
  const { bucketFaults } = await import('./files/index.ts');
  return bucketFaults(bucket);
}

async function scannerFault(scanner: NonNullable<Needs['scanner']>): Promise<string[]> {
  const { scannerFaults } = await import('./files/index.ts');
  return scannerFaults(scanner);
}

/** Everything that stands in the way of a start, found without touching anything. */
export async function startUpFaults(reading: Reading): Promise<string[]> {
  const { host, ports, dataDirectory, databaseUrl, bucket, scanner } = needsOf(reading);
  const found = await Promise.all([
    ...ports.map((port) => portFault(host, port)),
    ...(databaseUrl ? [databaseFault(databaseUrl)] : []),
    ...(bucket ? [bucketFault(bucket)] : []),
    ...(scanner ? [scannerFault(scanner)] : []),
  ]);
  const folder = dataDirectory ? folderFault(dataDirectory) : [];
  return [...(reading.config ? [] : reading.faults), ...folder, ...found.flat()];
}
