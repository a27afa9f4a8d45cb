import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const whole = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const webAddress = z.url({ protocol: /^https?$/, error: 'expected an http or https address' });
const databaseAddress = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected a postgres:// address',
});

const bytesPerMb = 1024 * 1024;

/** The path of a socket, or a host and its port. */
const scannerPlace = z.union(
  [
    z
      .string()
      .regex(/^\//)
      .transform((path) => ({ path })),
    z
      .string()
      .regex(/^[^/\s]+:\d{1,5}$/)
      .transform((place) => {
        const colon = place.lastIndexOf(':');
        return { host: place.slice(0, colon), port: Number(place.slice(colon + 1)) };
      })
      .refine(({ port }) => port > 0 && port < 65_536),
  ],
  { error: 'expected host:port, or the path of a socket' },
);

const contactWords = 'expected a mailto:, https: or tel: address';

/** Every knob of the house, as README.md lists them. Built for the mode, so that all faults show at once. */
function environment(production: boolean) {
  const secret = z.string().min(32, 'expected at least 32 characters');
  return z.object({
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    HOST: z.string().default(production ? '0.0.0.0' : '127.0.0.1'),
    PUBLIC_URL: production ? webAddress : webAddress.optional(),
    SECRET: production ? secret : secret.optional(),
    DATA_DIR: z.string().min(1).default('.data'),
    DATABASE_URL: databaseAddress.optional(),
    S3_BUCKET: z.string().optional(),
    S3_ENDPOINT: webAddress.optional(),
    S3_REGION: z.string().default('us-east-1'),
    S3_KEY_ID: z.string().optional(),
    S3_SECRET_KEY: z.string().optional(),
    S3_PATH_STYLE: flag.default(true),
    FFMPEG: z.string().min(1).default('ffmpeg'),
    CLAMD: scannerPlace.optional(),
    FILE_MB: whole(25),
    UPLOAD_MB: z.coerce.number().int().positive().max(5000).default(2000),
    COMMUNITY_FILES_MB: whole(10_000),
    ORGANIZATION_FILES_MB: whole(100_000),
    QUERY_TIME_LIMIT_MS: whole(5000),
    SESSION_IDLE_MINUTES: whole(120),
    SESSION_MAX_HOURS: whole(12),
    ALLOW_PRIVATE_PLATFORMS: flag.default(!production),
    LINK_PREVIEWS: flag.default(true),
    TRUST_PROXY: flag.default(false),
    DEMO: flag.default(!production),
    DEMO_PORT: z.coerce.number().int().min(1).max(65_535).default(3001),
    METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
    SECURITY_CONTACT: z.url({ protocol: /^(mailto|https|tel)$/, error: contactWords }).optional(),
    WRITES_PER_MINUTE: whole(60),
    READS_PER_MINUTE: whole(600),
    LAUNCHES_PER_MINUTE: whole(3000),
    LOGINS_PER_MINUTE: whole(1200),
    DRAIN_NOTICE_SECONDS: z.coerce
      .number()
      .int()
      .min(0)
      .default(production ? 5 : 0),
    DRAIN_LIMIT_SECONDS: whole(20),
    LOG_LEVEL: z.enum(logLevels).default(production ? 'info' : 'warn'),
  });
}

/** Values that may be given as the path of a file instead, for orchestrators that mount secrets. */
const fileTwins = ['SECRET', 'DATABASE_URL', 'S3_SECRET_KEY'] as const;

/** Every variable the environment may set, as README.md lists them. */
export const settingNames: readonly string[] = Object.keys(environment(false).shape);

/** What each setting is where nobody sets it, as one would write it: `none`, or `required`, where it is nothing. */
export function defaultsOf(production: boolean): Record<string, string> {
  const fields = Object.entries(environment(production).shape);
  return Object.fromEntries(fields.map(([name, field]) => [name, defaultOf(field)]));
}

function defaultOf(field: z.ZodType): string {
  const { success, data } = field.safeParse(undefined);
  if (!success) return 'required';
  if (typeof data === 'boolean') return data ? 'on' : 'off';
  return typeof data === 'string' || typeof data === 'number' ? `${data}` : 'none';
}

/** Where files are kept instead of in the data folder. */
export interface BucketSettings {
  endpoint: string | null;
  region: string;
  name: string;
  keyId: string;
  secretKey: string;
  isInPath: boolean;
}

export interface Config {
  production: boolean;
  port: number;
  host: string;
  publicUrl: URL;
  secret: string | null;
  dataDirectory: string;
  database: { url: string } | { directory: string };
  filesDirectory: string;
  bucket: BucketSettings | null;
  /** The program that makes recordings play everywhere, by its name or path; null where none is to. */
  ffmpeg: string | null;
  /** Where a virus scanner listens that looks at every file. */
  scanner: { host: string; port: number } | { path: string } | null;
  fileLimits: {
    fileBytes: number;
    uploadBytes: number;
    communityBytes: number;
    organizationBytes: number;
  };
  queryTimeLimitMs: number;
  sessionIdleMs: number;
  sessionMaxMs: number;
  allowPrivatePlatforms: boolean;
  looksAtLinks: boolean;
  trustProxy: boolean;
  demo: { port: number; publicUrl: URL } | null;
  metricsPort: number | null;
  securityContact: string | null;
  limits: {
    writesPerPerson: number;
    readsPerSession: number;
    launchesPerPlatform: number;
    loginsPerAddress: number;
    registrationsPerAddress: number;
    feedsPerAddress: number;
  };
  drainTimes: { noticeMs: number; limitMs: number };
  logLevel: string;
}

function withFileTwins(env: NodeJS.ProcessEnv): { values: NodeJS.ProcessEnv; faults: string[] } {
  const values = { ...env };
  const faults: string[] = [];
  for (const name of fileTwins) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    try {
      values[name] = readFileSync(path, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE: cannot read ${path}`);
    }
  }
  return { values, faults };
}

type Given = z.infer<ReturnType<typeof environment>>;

/** What is said of a bucket only means something together. */
const bucketNames = ['S3_BUCKET', 'S3_KEY_ID', 'S3_SECRET_KEY'] as const;

function bucketFaults(present: NodeJS.ProcessEnv): string[] {
  const isMeant = [...bucketNames, 'S3_ENDPOINT'].some((name) => present[name] !== undefined);
  const missing = isMeant ? bucketNames.filter((name) => present[name] === undefined) : [];
  return missing.map((name) => `${name}: needed to keep files in a bucket`);
}

/** The bucket, if enough is said of it. */
export function bucketOf(given: {
  [Name in keyof Given]?: Given[Name] | undefined;
}): BucketSettings | null {
  const { S3_BUCKET: name, S3_KEY_ID: keyId, S3_SECRET_KEY: secretKey } = given;
  const { S3_ENDPOINT: endpoint = null, S3_REGION: region, S3_PATH_STYLE: isInPath } = given;
  if (!name || !keyId || !secretKey || !region || isInPath === undefined) return null;
  return { endpoint, region, name, keyId, secretKey, isInPath };
}

function configOf(production: boolean, given: Given): Readonly<Config> {
  const dataDirectory = resolve(given.DATA_DIR);
  const demoUrl = new URL(`http://lms.localhost:${given.DEMO_PORT}`);
  return Object.freeze({
    production,
    port: given.PORT,
    host: given.HOST,
    publicUrl: new URL(given.PUBLIC_URL ?? `http://localhost:${given.PORT}`),
    secret: given.SECRET ?? null,
    dataDirectory,
    database: given.DATABASE_URL
      ? { url: given.DATABASE_URL }
      : { directory: resolve(dataDirectory, 'database') },
    filesDirectory: resolve(dataDirectory, 'files'),
    bucket: bucketOf(given),
    ffmpeg: given.FFMPEG === 'off' ? null : given.FFMPEG,
    scanner: given.CLAMD ?? null,
    fileLimits: {
      fileBytes: given.FILE_MB * bytesPerMb,
      uploadBytes: given.UPLOAD_MB * bytesPerMb,
      communityBytes: given.COMMUNITY_FILES_MB * bytesPerMb,
      organizationBytes: given.ORGANIZATION_FILES_MB * bytesPerMb,
    },
    queryTimeLimitMs: given.QUERY_TIME_LIMIT_MS,
    sessionIdleMs: given.SESSION_IDLE_MINUTES * 60_000,
    sessionMaxMs: given.SESSION_MAX_HOURS * 3_600_000,
    allowPrivatePlatforms: given.ALLOW_PRIVATE_PLATFORMS,
    looksAtLinks: given.LINK_PREVIEWS,
    trustProxy: given.TRUST_PROXY,
    demo: given.DEMO && !production ? { port: given.DEMO_PORT, publicUrl: demoUrl } : null,
    metricsPort: given.METRICS_PORT ?? null,
    securityContact: given.SECURITY_CONTACT ?? null,
    limits: {
      writesPerPerson: given.WRITES_PER_MINUTE,
      readsPerSession: given.READS_PER_MINUTE,
      launchesPerPlatform: given.LAUNCHES_PER_MINUTE,
      loginsPerAddress: given.LOGINS_PER_MINUTE,
      // Registering is rare; a guesser of invitations is not.
      registrationsPerAddress: 30,
      feedsPerAddress: 300,
    },
    drainTimes: {
      noticeMs: given.DRAIN_NOTICE_SECONDS * 1000,
      limitMs: given.DRAIN_LIMIT_SECONDS * 1000,
    },
    logLevel: given.LOG_LEVEL,
  });
}

/** What the environment says: fit to start with, or every fault of it and whatever can be read all the same. */
export type Reading =
  | { config: Readonly<Config> }
  | {
      config: null;
      faults: string[];
      readable: { [Name in keyof Given]?: Given[Name] | undefined };
    };

/** Reads the environment. An empty variable counts as absent. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Reading {
  const production = env['NODE_ENV'] === 'production';
  const schema = environment(production);
  const { values, faults } = withFileTwins(env);
  const present = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  faults.push(...bucketFaults(present));
  const parsed = schema.safeParse(present);
  if (parsed.success && faults.length === 0) return { config: configOf(production, parsed.data) };
  const issues = parsed.error?.issues ?? [];
  faults.push(...issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const faulty = new Set(issues.map(({ path }) => String(path[0])));
  const sound = Object.entries(present).filter(([name]) => !faulty.has(name));
  const readable = schema.partial().parse(Object.fromEntries(sound));
  // Nobody knows what was meant: it is not the default.
  for (const name of faulty) Reflect.deleteProperty(readable, name);
  return { config: null, faults, readable };
}
