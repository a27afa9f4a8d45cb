import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig, settingNames } from '../../src/config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const Service = z.strictObject({
  build: z.string().optional(),
  image: z.string().regex(/^[\w/.-]+(:\d[\w.-]*)?$/),
  environment: z.record(z.string(), z.string()),
  secrets: z.string().array().default([]),
  volumes: z.string().array(),
  networks: z.string().array(),
  ports: z.string().array().default([]),
  depends_on: z
    .record(z.string(), z.object({ condition: z.literal('service_healthy') }))
    .default({}),
  healthcheck: z
    .strictObject({
      test: z.string().array(),
      interval: z.string(),
      timeout: z.string(),
      start_period: z.string(),
    })
    .optional(),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.string().array().optional(),
  cap_drop: z.string().array().optional(),
  security_opt: z.string().array().optional(),
});

const compose = z
  .strictObject({
    name: z.string(),
    services: z.record(z.string(), Service),
    networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
    volumes: z.record(z.string(), z.strictObject({})),
    secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  })
  .parse(parse(read('compose.yaml')));

const services = Object.entries(compose.services);
const serviceOf = (name: string) => {
  const found = compose.services[name];
  if (!found) throw new Error(`compose.yaml has no ${name}`);
  return found;
};
const [guildhall, database, proxy] = ['guildhall', 'database', 'proxy'].map(serviceOf);

describe('compose.yaml', () => {
  it('uses what it declares, and declares nothing that is not used', () => {
    expect(services.length).toBe(3);
    const used = (of: (service: z.infer<typeof Service>) => string[]) =>
      [...new Set(services.flatMap(([, service]) => of(service)))].toSorted();

    const named = used(({ volumes }) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    const mounted = named.filter((path) => path.startsWith('.'));
    expect(named.filter((path) => !path.startsWith('.'))).toEqual(
      Object.keys(compose.volumes).toSorted(),
    );
    expect(used(({ secrets }) => secrets)).toEqual(Object.keys(compose.secrets).toSorted());
    expect(used(({ networks }) => networks)).toEqual(Object.keys(compose.networks).toSorted());
    for (const path of mounted)
      expect({ path, isThere: existsSync(join(root, path)) }).toEqual({ path, isThere: true });
    const waitedFor = used(({ depends_on }) => Object.keys(depends_on));
    expect(waitedFor).toEqual(['database', 'guildhall']);
  });

  it('hands secrets over as files, which git and the image never see', () => {
    for (const { file } of Object.values(compose.secrets))
      expect(file).toMatch(/^\.\/secrets\/[\w-]+$/);
    expect(read('.gitignore').split('\n')).toContain('secrets/');
    expect(read('.dockerignore')).not.toContain('secrets');
    for (const [, { environment, secrets }] of services) {
      const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'));
      const named = files.map(([, path]) => path.replace('/run/secrets/', ''));
      expect(secrets).toEqual(expect.arrayContaining(named));
      expect(
        Object.keys(environment).filter((name) => /SECRET$|PASSWORD$|_URL$/.test(name)),
      ).toEqual('PUBLIC_URL' in environment ? ['PUBLIC_URL'] : []);
    }
  });

  it('sets only settings there are, and enough of them to start in production', () => {
    const names = Object.keys(guildhall?.environment ?? {});
    const known = new Set([...settingNames, ...settingNames.map((name) => `${name}_FILE`)]);
    expect(names.filter((name) => !known.has(name))).toEqual([]);

    const reading = readConfig({
      NODE_ENV: 'production',
      ...guildhall?.environment,
      PUBLIC_URL: guildhall?.environment['PUBLIC_URL']?.replace(
        /\$\{.*\}/,
        'guildhall.example.org',
      ),
      SECRET: 'what the file would say, which is not here',
      SECRET_FILE: '',
      DATABASE_URL: 'postgres://guildhall:secret@database/guildhall',
      DATABASE_URL_FILE: '',
    });
    expect(reading.config).toMatchObject({ production: true, trustProxy: true });
  });

  it('gives the program longer to end than it takes at most', () => {
    const { config } = readConfig({
      NODE_ENV: 'production',
      SECRET: 'a secret of at least thirty-two characters',
      PUBLIC_URL: 'https://guildhall.example.org',
    });
    const { noticeMs = 0, limitMs = 0 } = config?.drainTimes ?? {};
    const graceMs = Number.parseInt(guildhall?.stop_grace_period ?? '0', 10) * 1000;

    expect(limitMs).toBeGreaterThan(0);
    expect(graceMs).toBeGreaterThan(noticeMs + limitMs);
  });

  it('opens the proxy to the world, and nothing else', () => {
    expect(services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).toEqual([
      'proxy',
    ]);
    expect(database?.networks).toEqual(['inside']);
    expect(compose.networks['inside']).toEqual({ internal: true });
    expect(proxy?.networks).not.toContain('inside');
    expect(guildhall?.cap_drop).toEqual(['ALL']);
    expect(guildhall?.read_only).toBe(true);
  });

  it('makes the database with a script that its image can run', () => {
    const mount =
      database?.volumes.find((volume) => volume.includes('/docker-entrypoint-initdb.d/')) ?? '';
    const [script = ''] = mount.split(':');

    expect(statSync(join(root, script)).mode & 0o111).toBe(0o111);
    expect(database?.secrets).toContain('database-url');
    expect(database?.healthcheck?.test).toContain('--host=127.0.0.1');
  });
});
