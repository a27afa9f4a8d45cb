import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validate } from 'dockerfile-utils';
import pg from 'pg';
import { freePort } from '../support/free-port.ts';
import { engine } from '../support/database.ts';
import { temporaryFolder } from '../support/house.ts';
import { instructionsOf, replay, type ReplayedImage } from './dockerfile.ts';
import { runIn, type Program } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

describe('the Dockerfile', () => {
  it('has no fault that a linter sees', () => {
    const faults = validate(dockerfile).map(({ message, range }) => ({
      message,
      line: range.start.line + 1,
    }));

    expect(instructionsOf(dockerfile).length).toBeGreaterThan(10);
    expect(faults).toEqual([]);
  });

  it('starts from images with a version, adds nothing from the network, and ends as no root', () => {
    const instructions = instructionsOf(dockerfile);
    const words = instructions.map((one) => `${one.getKeyword()} ${one.getArgumentsContent()}`);

    const images = words.filter((line) => line.startsWith('FROM '));
    expect(images.length).toBeGreaterThan(1);
    for (const image of images) expect(image).toMatch(/^FROM [\w/.-]+:\d[\w.-]+( AS \w+)?$/);
    expect(words.filter((line) => /^ADD |:\/\/(?!127\.0\.0\.1)/.test(line))).toEqual([]);
    expect(words.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(words.at(-1)).toMatch(/^CMD \["node", /);
  });
});

/** The image is for a server; the embedded engine adds nothing to this but time. */
describe.runIf(engine === 'postgresql')(
  'the image, as its Dockerfile makes it in an empty folder',
  () => {
    const folder = temporaryFolder('/var/tmp');
    const server = new URL(process.env['GUILDHALL_TEST_SERVER'] ?? '');
    const name = `image_${process.pid}`;
    let image: ReplayedImage;
    let program: Program;
    let env: Record<string, string>;

    /** Where the path of a file in the image is here. */
    const inImage = (path: string) => join(image.root, image.workdir, path);

    /**
     * What `npm ci` would bring from the network, as it was brought here. prepare.mjs sees that it fits the
     * lockfile, and goes on to build.
     */
    function bringPackages(workdir: string): void {
      const packages = join(workdir, 'node_modules');
      if (existsSync(packages)) return;
      const own = join(root, 'node_modules');
      // Links cost no time; the one file that npm writes over must be a file of its own.
      if (spawnSync('cp', ['-al', own, packages]).status !== 0) {
        rmSync(packages, { recursive: true, force: true });
        spawnSync('cp', ['-a', own, packages]);
      }
      rmSync(join(packages, '.package-lock.json'));
      copyFileSync(join(own, '.package-lock.json'), join(packages, '.package-lock.json'));
    }

    function secretFile(file: string, text: string): string {
      const path = join(folder.path, file);
      writeFileSync(path, `${text}\n`);
      return path;
    }

    function createDatabase(urlFile: string) {
      return spawnSync('sh', [join(root, 'deploy/create-database.sh')], {
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          DATABASE_URL_FILE: urlFile,
          POSTGRES_USER: 'admin',
          PGHOST: server.hostname,
          PGPORT: server.port,
        },
      });
    }

    async function asAdmin(statement: string): Promise<pg.QueryResult> {
      const client = new pg.Client({
        host: server.hostname,
        port: Number(server.port),
        user: 'admin',
        database: 'postgres',
      });
      await client.connect();
      try {
        return await client.query(statement);
      } finally {
        await client.end();
      }
    }

    async function healthCheck(): Promise<unknown> {
      const [command = '', ...args] = image.healthCheck;
      const check = spawn(command, args, {
        env: { ...env, PATH: process.env['PATH'] },
        stdio: 'ignore',
      });
      const [code]: unknown[] = await once(check, 'close');
      return code;
    }

    beforeAll(async () => {
      image = replay(dockerfile, {
        context: root,
        folder: folder.path,
        prepare: bringPackages,
        // Its user is one of the base image.
        skips: (script) => script.startsWith('install --directory --owner=node --group=node /data'),
      });
      const port = await freePort();
      env = {
        ...image.environment,
        DATA_DIR: join(folder.path, 'data'),
        PORT: `${port}`,
        HOST: '127.0.0.1',
        PUBLIC_URL: 'https://guildhall.example.org',
        SECRET_FILE: secretFile('guildhall', 'a secret that is only good enough for tests'),
        DATABASE_URL_FILE: secretFile(
          'database-url',
          `postgres://${name}:p4ssw0rd@${server.host}/${name}`,
        ),
        DRAIN_NOTICE_SECONDS: '0',
      };
    });

    afterAll(async () => {
      program?.signal('SIGKILL');
      await program?.ended;
      await asAdmin(`drop database if exists ${name} with (force)`);
      await asAdmin(`drop role if exists ${name}`);
      folder.remove();
    });

    it('holds what running needs, and nothing else', () => {
      expect(readdirSync(inImage('.')).toSorted()).toEqual(
        [
          '.cache',
          'dist',
          'lti-config.json',
          'locales',
          'migrations',
          'node_modules',
          'package.json',
          'views',
        ].toSorted(),
      );
      expect(readdirSync(inImage('.cache'))).toEqual([expect.stringMatching(/^empty-database-/)]);
      const { dependencies, devDependencies } = JSON.parse(
        readFileSync(inImage('package.json'), 'utf8'),
      );
      const missing = Object.keys(dependencies).filter(
        (one) => !existsSync(inImage(`node_modules/${one}`)),
      );
      expect(missing).toEqual([]);
      for (const tool of ['typescript', 'vitest', 'esbuild', 'playwright-core']) {
        expect(devDependencies).toHaveProperty([tool]);
        expect(existsSync(inImage(`node_modules/${tool}`))).toBe(false);
      }
    });

    it('finds the database that the image of PostgreSQL makes for it, as an ordinary user', async () => {
      const { status, stderr } = createDatabase(env['DATABASE_URL_FILE'] ?? '');

      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const { rows } = await asAdmin(
        `select rolsuper, rolcreaterole, rolpassword is not null as has_password,
              (select pg_get_userbyid(datdba) from pg_database where datname = '${name}') as owner
         from pg_authid where rolname = '${name}'`,
      );
      expect(rows).toEqual([
        { rolsuper: false, rolcreaterole: true, has_password: true, owner: name },
      ]);
    });

    it('starts in production, is healthy, serves its pages, and ends when told', async () => {
      expect(await healthCheck()).toBe(1);
      const [, ...command] = image.command;
      program = runIn(join(image.root, image.workdir), command, env);
      await program.saying('Guildhall answers at https://guildhall.example.org/');

      expect(await healthCheck()).toBe(0);
      const at = (path: string) => fetch(`http://127.0.0.1:${env['PORT']}${path}`);
      expect((await at('/readyz')).status).toBe(200);
      const page = await (await at('/')).text();
      const assets = page.match(/\/assets\/[^"]+/g) ?? [];
      expect(assets.length).toBeGreaterThan(1);
      for (const asset of assets) expect((await at(asset)).status).toBe(200);
      for (const path of ['/lti/jwks.json', '/lti/config.json'])
        expect((await at(path)).status).toBe(200);

      program.signal('SIGTERM');
      expect(await program.ended).toBe(0);
      expect(program.stderr).toBe('');
      expect(await healthCheck()).toBe(1);
    });

    it('can invite and back up, without anything that builds', async () => {
      const inHere = join(image.root, image.workdir);
      const invited = runIn(inHere, ['dist/invite.js', '--organization', 'Harbour College'], env);
      expect(await invited.ended).toBe(0);
      expect(invited.stdout).toMatch(/^https:\/\/guildhall\.example\.org\/lti\/register\//);

      const archive = join(folder.path, 'archive');
      const backedUp = runIn(inHere, ['dist/backup.js', '--to', archive], env);
      expect(await backedUp.ended).toBe(0);
      expect(existsSync(archive)).toBe(true);
    });
  },
);
