/** Starts the house, and closes it again. The only file with effects of its own. */
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { readConfig, type Config } from './config.ts';
import { openDatabase, type Database } from './db/index.ts';
import { deriveKeys, loadSecret } from './secret.ts';
import { startUpFaults } from './start-up.ts';

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

function giveUp(faults: readonly string[]): never {
  process.stderr.write(
    `Guildhall cannot start:\n${faults.map((fault) => `  - ${fault}\n`).join('')}`,
  );
  process.exit(1);
}

function listen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** The demo LMS is loaded only where it is wanted, and registered as any platform would be. */
async function startDemo(
  db: Database,
  { demo, host, publicUrl, dataDirectory }: Readonly<Config>,
): Promise<{ server: Server; address: string } | null> {
  if (!demo) return null;
  const { createDemoLms } = await import('./demo/index.ts');
  const { rememberPlatform } = await import('./lti/index.ts');
  const stateFile = join(dataDirectory, 'demo-lms.json');
  const { app, registrations } = await createDemoLms({
    publicUrl: demo.publicUrl,
    toolUrl: publicUrl,
    stateFile,
  });
  for (const { organizationName, platformName, ...known } of registrations) {
    const facts = { name: platformName, productFamily: 'demo', tokenAudience: null };
    await rememberPlatform(db, organizationName, { ...known, ...facts });
  }
  return { server: await listen(createServer(app), demo.port, host), address: demo.publicUrl.href };
}

/** @returns what to say, and how to close again */
async function start(
  config: Readonly<Config>,
): Promise<{ greeting: string[]; close: () => Promise<void> }> {
  const { database: place, queryTimeLimitMs, publicUrl, host, metricsPort } = config;
  const keys = deriveKeys(loadSecret(config));
  // The database opens in a thread of its own; the rest of the program is read meanwhile.
  const [
    db,
    { createApp },
    { openFiles },
    { createOutbound },
    { createOutside },
    { createOperations, metricsServer },
    { createJobs },
    { answers },
    { createLog },
  ] = await Promise.all([
    openDatabase({ place, queryTimeLimitMs }),
    import('./app.ts'),
    import('./files/index.ts'),
    import('./lti/index.ts'),
    import('./outside/index.ts'),
    import('./operations/index.ts'),
    import('./jobs/index.ts'),
    import('./media/index.ts'),
    import('./web/index.ts'),
  ]);
  const log = createLog(config.logLevel);
  const now = () => new Date();
  const { limits, drainTimes, securityContact } = config;
  const facts = { publicUrl, now, limits, drainTimes, securityContact };
  const countsMetrics = metricsPort !== null;
  const operations = createOperations({ db, ...facts, countsMetrics });
  const { metrics, drain } = operations;
  const outbound = createOutbound({
    allowPrivate: config.allowPrivatePlatforms,
    observe: (tried) => metrics?.platformCall(tried),
  });
  const outside = config.looksAtLinks ? createOutside() : null;
  const { ffmpeg } = config;
  const jobs = createJobs({
    db,
    log,
    ...(metrics && { onFinished: metrics.job, onDepths: metrics.queues }),
  });
  const { sessionIdleMs, sessionMaxMs, trustProxy, production: cacheViews } = config;
  const settings = { publicUrl, sessionIdleMs, sessionMaxMs, trustProxy, cacheViews };
  const styleguide = !cacheViews;
  const app = createApp({
    db,
    outbound,
    keys,
    log,
    operations,
    jobs,
    outside,
    ffmpeg: ffmpeg !== null && (await answers(ffmpeg)) ? ffmpeg : null,
    files: await openFiles(config),
    ...settings,
    styleguide,
    now,
  });
  const server = await listen(createServer(app), config.port, host);
  const demo = await startDemo(db, config);
  jobs.start();
  const counter = metrics && metricsServer(metrics);
  if (counter && metricsPort) await listen(counter, metricsPort, host);
  const close = async () => {
    await Promise.all([
      jobs.stop(drainTimes.limitMs),
      drain.stop(demo ? [server, demo.server] : [server]),
    ]);
    counter?.close();
    await outside?.close();
    await outbound.close();
    await db.close();
  };
  const greeting = [`Guildhall answers at ${publicUrl.href}`];
  if (demo) greeting.push(`Open the demo LMS: ${demo.address}`);
  return { greeting, close };
}

// After a quiet hour the heap is so small that whatever comes next outlives its small collections. V8 takes that
// for how things are and makes all that is like it among the old ones, which only large collections give back.
setFlagsFromString('--no-allocation-site-pretenuring');

const reading = readConfig();
const faults = await startUpFaults(reading);
if (!reading.config || faults.length > 0) giveUp(faults);
const { greeting, close } = await start(reading.config).catch((error: unknown) => {
  giveUp([error instanceof Error ? error.message : String(error)]);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void close().then(() => process.exit(0));
  });
}
// Said last: whoever hears it may already send a signal.
for (const words of greeting) say(words);
