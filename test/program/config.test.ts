import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultsOf, readConfig, settingNames, type Config } from '../../src/config.ts';
import { temporaryFolder } from '../support/house.ts';

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

const goodSecret = 'a secret of at least thirty-two characters';
const production = {
  NODE_ENV: 'production',
  SECRET: goodSecret,
  PUBLIC_URL: 'https://guildhall.example.org',
};

function faultsOf(env: NodeJS.ProcessEnv): string[] {
  const reading = readConfig(env);
  return reading.config ? [] : reading.faults;
}

/** The variables that the faults of an environment name. */
const blamed = (env: NodeJS.ProcessEnv) => faultsOf(env).map((fault) => fault.replace(/:.*/s, ''));

function configOf(env: NodeJS.ProcessEnv): Readonly<Config> {
  const { config } = readConfig(env);
  if (!config) throw new Error('The environment was refused');
  return config;
}

function fileSaying(text: string): string {
  const path = join(folder.path, 'mounted');
  writeFileSync(path, text);
  return path;
}

const bad = {
  PORT: 'three thousand',
  PUBLIC_URL: 'ftp://guildhall.example.org',
  SECRET: 'hunter2, too short',
  DATABASE_URL: 'mysql://guildhall:hunter2@db.example.org/guildhall',
  QUERY_TIME_LIMIT_MS: '-1',
  SESSION_IDLE_MINUTES: '1.5',
  SESSION_MAX_HOURS: 'a day',
  ALLOW_PRIVATE_PLATFORMS: 'hunter2',
  TRUST_PROXY: '1',
  DEMO: 'true',
  DEMO_PORT: '70000',
  LOG_LEVEL: 'hunter2',
};

describe('readConfig', () => {
  it('needs nothing on a laptop', () => {
    const config = configOf({});

    expect(config.publicUrl.href).toBe('http://localhost:3000/');
    expect(config.database).toEqual({ directory: join(config.dataDirectory, 'database') });
    expect(config.demo?.port).toBe(3001);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each(['production', 'development'])('names every fault at once in %s', (mode) => {
    expect(blamed({ ...bad, NODE_ENV: mode }).toSorted()).toEqual(Object.keys(bad).toSorted());
  });

  it('repeats neither a secret nor a password in what it says', () => {
    const faults = faultsOf({ ...bad, SECRET_FILE: fileSaying('hunter2') });

    expect(faults).toHaveLength(Object.keys(bad).length);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('demands a secret and an address in production', () => {
    expect(blamed({ NODE_ENV: 'production' })).toEqual(['PUBLIC_URL', 'SECRET']);
    expect(blamed(production)).toEqual([]);
  });

  it('is careful in production, whatever else is unsaid', () => {
    expect(configOf({ ...production, DEMO: 'on' })).toMatchObject({
      production: true,
      demo: null,
      host: '0.0.0.0',
      allowPrivatePlatforms: false,
    });
  });

  it('takes an empty variable for an absent one', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, '']));

    expect(configOf({ ...empty, SECRET_FILE: '' })).toEqual(configOf({}));
    expect(blamed({ ...production, SECRET: '', PUBLIC_URL: '' })).toEqual(['PUBLIC_URL', 'SECRET']);
  });

  it('reads a secret and a database address from files, where they are mounted', () => {
    const url = 'postgres://guildhall@db.example.org/guildhall';

    expect(configOf({ SECRET_FILE: fileSaying(`${goodSecret}\n`) }).secret).toBe(goodSecret);
    expect(configOf({ DATABASE_URL_FILE: fileSaying(`${url}\n`) }).database).toEqual({ url });
  });

  it('takes a virus scanner by its socket or by host and port', () => {
    expect(configOf({}).scanner).toBeNull();
    expect(configOf({}).ffmpeg).toBe('ffmpeg');
    expect(configOf({ FFMPEG: 'off' }).ffmpeg).toBeNull();
    expect(configOf({ CLAMD: '/run/clamav/clamd.ctl' }).scanner).toEqual({
      path: '/run/clamav/clamd.ctl',
    });
    expect(configOf({ CLAMD: 'clamd:3310' }).scanner).toEqual({ host: 'clamd', port: 3310 });
    expect(faultsOf({ CLAMD: 'clamd' })).toEqual([
      'CLAMD: expected host:port, or the path of a socket',
    ]);
  });

  it('wants a bucket, its key and its secret together, or none of them', () => {
    const whole = { S3_BUCKET: 'files', S3_KEY_ID: 'key', S3_SECRET_KEY_FILE: fileSaying('x\n') };

    expect(configOf({}).bucket).toBeNull();
    expect(configOf(whole).bucket).toEqual({
      endpoint: null,
      region: 'us-east-1',
      name: 'files',
      keyId: 'key',
      secretKey: 'x',
      isInPath: true,
    });
    expect(faultsOf({ S3_ENDPOINT: 'https://s3.example.org', S3_KEY_ID: 'key' })).toEqual([
      'S3_BUCKET: needed to keep files in a bucket',
      'S3_SECRET_KEY: needed to keep files in a bucket',
    ]);
  });

  it('names a mounted file that cannot be read, beside the other faults', () => {
    const gone = join(folder.path, 'gone');

    expect(faultsOf({ SECRET_FILE: gone, PORT: 'x' })).toEqual([
      `SECRET_FILE: cannot read ${gone}`,
      expect.stringMatching(/^PORT: /),
    ]);
  });

  it('holds a mounted secret to the same rule as any', () => {
    expect(blamed({ ...production, SECRET: '', SECRET_FILE: fileSaying('short') })).toEqual([
      'SECRET',
    ]);
  });

  it('passes on what can be read beside the faults, so that these can be looked into too', () => {
    const reading = readConfig({ ...bad, PORT: '4000', DATA_DIR: 'elsewhere' });

    expect(reading).toMatchObject({ readable: { PORT: 4000, DATA_DIR: 'elsewhere' } });
  });
});

describe('README.md', () => {
  const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, section = ''] = /^## Settings\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(text) ?? [];
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.map((row) => {
    const [, name = '', value = ''] = row.split('|').map((cell) => cell.trim());
    return { name: name.replaceAll('`', ''), value };
  });

  it('lists every setting, and none that is not', () => {
    expect(listed.map(({ name }) => name).toSorted()).toEqual([...settingNames].toSorted());
  });

  it('says of each what it is where nobody sets it, on a laptop and in production', () => {
    const bare = (words: string) => /^`([^`]*)`/.exec(words)?.[1] ?? words.replace(/:.*/, '');
    const told = listed.map(({ name, value }) => {
      const [always = '', production = always] = value.split('; ');
      // What production demands, the program makes up for itself on a laptop.
      if (production === 'required in production') return [name, 'none', 'required'];
      const inProduction = production
        .replace('never in production', 'off')
        .replace('in production ', '');
      return [name, bare(always), bare(inProduction)];
    });
    const [laptop, production] = [defaultsOf(false), defaultsOf(true)];

    expect(told).toEqual(listed.map(({ name }) => [name, laptop[name], production[name]]));
  });
});
