import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const home = '/usr/lib/postgresql';

function programs() {
  const newest = readdirSync(home).toSorted((a, b) => Number(b) - Number(a))[0];
  return `${home}/${newest}/bin`;
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function asServer(command, args) {
  return process.getuid() === 0
    ? ['runuser', ['-u', 'postgres', '--', command, ...args]]
    : [command, args];
}

function run(command, ...args) {
  const [program, rest] = asServer(command, args);
  const { status, stderr } = spawnSync(program, rest, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
}

/**
 * A PostgreSQL of the tests' own, on a free port and in a folder of theirs, gone when they end. The
 * program connects as an ordinary user that owns its database, as it would in production.
 *
 * @param {Record<string, string>} [settings] of PostgreSQL, besides those that make it quick
 */
export async function startPostgres(directory, settings = {}) {
  const bin = programs();
  const port = await freePort();
  mkdirSync(directory, { recursive: true });
  if (process.getuid() === 0) {
    const id = Number(spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout);
    chownSync(directory, id, -1);
    chownSync(join(directory, '..'), id, -1);
  }
  const data = join(directory, 'data');
  run(`${bin}/initdb`, '-D', data, '-U', 'admin', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N');
  const options = ['-p', `${port}`, '-k', directory, '-c', 'listen_addresses=127.0.0.1'];
  const quick = ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'log_min_messages=fatal'];
  const more = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, args] = asServer(`${bin}/postgres`, ['-D', data, ...options, ...quick, ...more]);
  const server = spawn(program, args, { stdio: 'ignore' });
  const psql = (sql) =>
    run(
      `${bin}/psql`,
      '-h',
      directory,
      '-p',
      `${port}`,
      '-U',
      'admin',
      '-d',
      'postgres',
      '-c',
      sql,
    );
  for (let tries = 0; ; tries += 1) {
    try {
      psql('create role guildhall login createdb createrole');
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await setTimeout(100);
    }
  }
  psql('create database guildhall_template owner guildhall');
  return {
    urlOf: (name) => `postgres://guildhall@127.0.0.1:${port}/${name}`,
    stop: async () => {
      const ended = new Promise((done) => server.once('exit', done));
      run(`${bin}/pg_ctl`, '-D', data, '-m', 'immediate', 'stop');
      await ended;
    },
  };
}
