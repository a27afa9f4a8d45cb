import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engine } from '../support/database.ts';
import { prepareSite, run, type Program, type Site } from './program.ts';

let site: Site;
let running: Program[];

beforeEach(async () => {
  site = await prepareSite();
  running = [];
});

afterEach(async () => {
  for (const program of running) program.signal('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  await site.clear();
});

function start(env: NodeJS.ProcessEnv = {}): Program {
  const preload = 'loaded-modules.mjs';
  const program = run('main', { ...site.env, ...env }, { preload });
  running.push(program);
  return program;
}

const production = (): NodeJS.ProcessEnv => ({
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  SECRET: 'a secret that is only good enough for tests',
  PUBLIC_URL: 'https://guildhall.example.org',
  DEMO: 'on',
  DRAIN_NOTICE_SECONDS: '0',
});

async function dial(port: string | undefined): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  await once(socket, 'connect');
  return socket;
}

/** Resolves when the port takes no more connections. */
async function refusal(port: string): Promise<void> {
  for (;;) {
    try {
      (await dial(port)).destroy();
    } catch {
      return;
    }
  }
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await once(socket, 'close');
  return text;
}

describe('the program', () => {
  it('ends what it says with the address of the demo LMS, which answers', async () => {
    const program = start();
    const address = `http://lms.localhost:${site.env.DEMO_PORT}/`;

    await program.saying('demo LMS');

    expect(program.stdout.trimEnd().split('\n')).toEqual([
      `Guildhall answers at ${site.publicUrl}/`,
      `Open the demo LMS: ${address}`,
    ]);
    const demo = await fetch(`http://127.0.0.1:${site.env.DEMO_PORT}/`);
    expect(await demo.text()).toContain('<html');
    expect((await fetch(`${site.publicUrl}/lti/jwks.json`)).status).toBe(200);
  });

  it('answers a request under way when it is told to end, and leaves nothing', async () => {
    const program = start();
    await program.saying('demo LMS');
    const body = 'state=none&id_token=none';
    const slow = await dial(site.env.PORT);
    const answer = textOf(slow);
    slow.write(
      `POST /lti/launch HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n` +
        'Content-Type: application/x-www-form-urlencoded\r\n\r\nstate=',
    );
    // A request that came later on another connection was answered, so this one has arrived.
    await fetch(`${site.publicUrl}/lti/jwks.json`, { headers: { connection: 'close' } });

    program.signal('SIGTERM');
    await refusal(site.env.PORT);
    slow.write(body.slice('state='.length));

    expect(await answer).toMatch(/^HTTP\/1.1 4\d\d [^]*<\/html>/);
    expect(await program.ended).toBe(0);
    expect(program.stderr).toBe('');
    expect(readdirSync(site.passing)).toEqual([]);
    expect(readdirSync(site.env.DATA_DIR).filter((name) => name.includes('lock'))).toEqual([]);
  });

  it('starts again on the same folder after a kill -9', async () => {
    const first = start();
    await first.saying('demo LMS');
    const keys = await (await fetch(`${site.publicUrl}/lti/jwks.json`)).text();
    first.signal('SIGKILL');
    await first.ended;

    await start().saying('demo LMS');

    expect(await (await fetch(`${site.publicUrl}/lti/jwks.json`)).text()).toBe(keys);
  });

  it('never loads the demo LMS in production, not even when asked to', async () => {
    const log = join(site.passing, 'modules');
    writeFileSync(log, '');
    const program = start({ ...production(), MODULE_LOG: log });
    await program.saying('Guildhall answers');

    program.signal('SIGTERM');
    expect(await program.ended).toBe(0);

    const modules = readFileSync(log, 'utf8');
    expect(modules).toContain('/dist/app.js');
    expect(modules).not.toContain('/dist/demo/');
    expect(program.stdout).toBe('Guildhall answers at https://guildhall.example.org/\n');
    expect(existsSync(join(site.env.DATA_DIR, 'demo-lms.json'))).toBe(false);
  });

  it('loads the demo LMS elsewhere, which shows that the test before this one can see', async () => {
    const log = join(site.passing, 'modules');
    writeFileSync(log, '');
    const program = start({ MODULE_LOG: log });
    await program.saying('demo LMS');

    expect(readFileSync(log, 'utf8')).toContain('/dist/demo/');
  });

  it.runIf(engine === 'embedded')(
    'refuses a data folder in which another one runs, in words',
    async () => {
      const first = start();
      await first.saying('demo LMS');
      const elsewhere = await prepareSite();

      const second = start({ ...elsewhere.env, DATA_DIR: site.env.DATA_DIR });

      expect(await second.ended).toBe(1);
      expect(second.stderr).toContain('The data folder is in use by process');
      expect((await fetch(`${site.publicUrl}/lti/jwks.json`)).status).toBe(200);
      await elsewhere.clear();
    },
  );
});
