import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src/', import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** What each room may lean on, besides itself and packages. Arrows only go down. */
const floors = ['errors', 'db', 'web'];
const people = [...floors, 'sessions', 'people'];
const belonging = [...people, 'courses', 'communities'];
const mayLeanOn: Record<string, string[]> = {
  errors: [],
  config: [],
  secret: [],
  'start-up': ['config', 'files'],
  db: ['errors'],
  web: ['errors'],
  outside: ['errors'],
  lti: [...floors, 'outside'],
  operations: floors,
  jobs: floors,
  live: [],
  sessions: floors,
  people: [...floors, 'sessions'],
  // The roster: read from the platform, in the background.
  courses: [...people, 'lti', 'jobs'],
  communities: [...people, 'courses'],
  activity: belonging,
  standing: [...belonging, 'activity'],
  admin: [...belonging, 'activity'],
  files: [...belonging, 'jobs'],
  writing: people,
  polls: people,
  discussions: [...belonging, 'activity', 'files', 'jobs', 'live', 'polls', 'writing'],
  stories: [...belonging, 'activity', 'standing', 'writing'],
  reach: [...belonging, 'activity'],
  knowledge: [...belonging, 'activity', 'files', 'reach', 'standing', 'stories', 'writing'],
  watching: [...belonging, 'activity', 'files'],
  resources: [
    ...belonging,
    'activity',
    'files',
    'jobs',
    'media',
    'outside',
    'reach',
    'standing',
    'stories',
    'texts',
    'watching',
    'writing',
  ],
  media: [...belonging, 'files', 'jobs'],
  texts: [...belonging, 'files', 'jobs'],
  recordings: [...belonging, 'files', 'resources', 'watching'],
  remarks: [...belonging, 'activity', 'discussions', 'files', 'resources', 'watching', 'writing'],
  portability: [...belonging, 'activity', 'discussions', 'files', 'jobs', 'media', 'polls'],
  organization: [...belonging, 'discussions', 'files', 'knowledge', 'reach', 'resources'],
  sources: [...belonging, 'discussions', 'files', 'knowledge'],
  glossary: [...belonging, 'activity', 'knowledge'],
  related: [...belonging, 'discussions', 'knowledge'],
  documents: [...belonging, 'files', 'knowledge'],
  continuity: [...belonging, 'activity', 'discussions', 'knowledge', 'recordings', 'resources'],
  feeds: [...belonging, 'activity', 'discussions'],
  search: [...belonging, 'discussions', 'jobs', 'knowledge', 'resources'],
  moderation: [...belonging, 'activity', 'discussions', 'agenda'],
  'private-replies': [...belonging, 'discussions', 'moderation', 'writing'],
  agenda: [...belonging, 'activity'],
  insights: belonging,
  home: [
    ...belonging,
    'glossary',
    'insights',
    'continuity',
    'activity',
    'discussions',
    'moderation',
    'agenda',
    'private-replies',
    'organization',
    'knowledge',
    'resources',
    'search',
    'stories',
    'lti',
  ],
  joining: [...people, 'agenda', 'polls', 'resources'],
  'clean-up': ['db', 'discussions', 'jobs', 'lti', 'people', 'search', 'sessions', 'writing'],
  'render-anew': ['courses', 'db', 'discussions', 'jobs', 'knowledge', 'private-replies'],
  'turn-terms': ['activity', 'communities', 'courses', 'db', 'jobs', 'people'],
  app: ['*'],
  main: [
    'config',
    'app',
    'db',
    'files',
    'lti',
    'jobs',
    'media',
    'operations',
    'outside',
    'secret',
    'start-up',
    'web',
    'demo',
  ],
  backup: ['config', 'db', 'secret'],
  restore: ['config', 'db', 'secret'],
  invite: ['config', 'lti', 'secret'],
  'failed-jobs': ['config', 'db', 'jobs'],
  'check-files': ['config', 'db', 'files'],
  // A script, and what it fills an organization with.
  seed: ['config', 'db', 'lti', 'web'],
  client: [],
  demo: [],
};

const roomOf = (file: string) => file.split('/')[0]?.replace(/\.ts$/, '') ?? '';

interface Import {
  from: string;
  to: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), 'utf8');
  const named = text.matchAll(/(?:from|import\()\s*'(\.[^']+)'|^import '(\.[^']+)'/gm);
  return [...named].map(([, from, bare]) => ({
    from: file,
    to: relative(source, join(source, dirname(file), from ?? bare ?? '')),
  }));
}

const imports = files.flatMap(importsOf);
const across = imports.filter(({ from, to }) => roomOf(from) !== roomOf(to));

describe('the rooms of src/', () => {
  it('are read by this test', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(across.length).toBeGreaterThan(80);
  });

  it('lean only on the rooms below them', () => {
    const trespasses = across.filter(({ from, to }) => {
      const allowed = mayLeanOn[roomOf(from)] ?? [];
      return !allowed.includes('*') && !allowed.includes(roomOf(to));
    });
    expect(trespasses).toEqual([]);
  });

  it('are entered by their front door', () => {
    const backDoors = across.filter(({ to }) => to.includes('/') && !to.endsWith('/index.ts'));
    expect(backDoors).toEqual([]);
  });

  it('are all known here', () => {
    const unknown = [...new Set(files.map(roomOf))].filter((room) => !(room in mayLeanOn));
    expect(unknown).toEqual([]);
  });

  it('have no room for odds and ends', () => {
    const vague = files.filter((file) => /utils?|helpers?|manager|common|service\.ts$/i.test(file));
    expect(vague).toEqual([]);
  });

  it('leave the demo LMS out unless it is asked for', () => {
    const text = readFileSync(join(source, 'main.ts'), 'utf8');
    expect(text).toMatch(/await import\('\.\/demo\/index\.ts'\)/);
    expect(text).not.toMatch(/^import .*demo/m);
  });

  it('write SQL only in stores, and in the few files that are about the database', () => {
    const writes = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/;
    const elsewhere = files.filter(
      (file) =>
        !/(^|\/)([\w-]+-)?store\.ts$/.test(file) &&
        roomOf(file) !== 'db' &&
        writes.test(readFileSync(join(source, file), 'utf8')),
    );
    expect(elsewhere).toEqual([]);
  });
});
