import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { settingNames } from '../src/config.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const below = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
    .map((file) => join(folder, file));

const atTop = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
const papers = [...atTop, ...below('docs', '.md'), ...below('src', '.md')];

/** Everything of a kind in all papers, with the paper it stands in. */
function everywhere(pattern: RegExp): { paper: string; found: string }[] {
  return papers.flatMap((paper) =>
    [...read(paper).matchAll(pattern)].map((match) => ({ paper, found: match[1] ?? match[0] })),
  );
}

/** As the pages that show Markdown make anchors of headings. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const Package = z.object({ scripts: z.record(z.string(), z.string()) });

const links = everywhere(/\]\(([^)\s]+)\)/g);

describe('the papers', () => {
  it('are read by this test', () => {
    expect(papers.length).toBeGreaterThan(18);
    expect(links.length).toBeGreaterThan(40);
  });

  it('lead to files and headings that are there', () => {
    const local = links.filter(({ found }) => !/^[a-z]+:/.test(found));
    const dead = local.filter(({ paper, found }) => {
      const [path = '', anchor] = found.split('#');
      const target = path === '' ? paper : relative(root, join(root, dirname(paper), path));
      if (target.startsWith('..') || !existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(local.length).toBeGreaterThan(30);
    expect(dead).toEqual([]);
  });

  it('show pictures that are there, and leave none unused', () => {
    const shown = everywhere(/!\[[^\]]+\]\(([^)\s]+)\)/g).map(({ paper, found }) =>
      join(dirname(paper), found),
    );
    expect(shown.length).toBeGreaterThan(1);
    expect([...new Set(shown)].toSorted()).toEqual(below('docs', '.png').toSorted());
  });

  it('name npm scripts that there are', () => {
    const { scripts } = Package.parse(JSON.parse(read('package.json')));
    const named = everywhere(/(?:`|^)npm (?:run (?:-s )?)?([a-z:]+)/gm);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ found }) => !(found in scripts))).toEqual([]);
  });

  it('name settings that there are', () => {
    const composed = [...JSON.stringify(parse(read('compose.yaml'))).matchAll(/\$\{(\w+)/g)].map(
      ([, name = '']) => name,
    );
    const known = new Set([
      ...settingNames,
      ...settingNames.map((name) => `${name}_FILE`),
      ...composed,
      'NODE_ENV',
      'NODE_OPTIONS',
    ]);
    const named = everywhere(/\b[A-Z]+(?:_[A-Z]+)+\b/g);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(({ found }) => !known.has(found))).toEqual([]);
  });

  it('name files and folders that there are', () => {
    const named = everywhere(
      /`((?:src|test|views|docs|scripts|migrations|locales|deploy|bench)\/[\w./-]*)`/g,
    );
    // One that stands for any, as an example does.
    const real = named.filter(({ found }) => !found.includes('0042'));
    expect(real.length).toBeGreaterThan(15);
    expect(real.filter(({ found }) => !existsSync(join(root, found)))).toEqual([]);
  });

  it('send nobody outside the repository but to these places', () => {
    const hosts = new Set(everywhere(/\bhttps?:\/\/([\w.-]+)/g).map(({ found }) => found));
    const elsewhere = [...hosts].filter(
      (host) => !/(^|\.)(example\.(edu|org)|localhost)$/.test(host),
    );
    expect(elsewhere.toSorted()).toEqual([
      'canvas.instructure.com',
      'keepachangelog.com',
      'riverside.brightspace.com',
      'sso.canvaslms.com',
      'tus.io',
    ]);
    expect(everywhere(/(?:^|[\s`"'(])(\/(?:home|mnt|root|tmp|usr|work)\/\S*)/gm)).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('shows every room and every file at the top of src/', () => {
    const [, tree = ''] =
      /^## The tree\n+```\n(.*?)^```/ms.exec(read('docs/architecture.md')) ?? [];
    const shown = [...tree.matchAll(/^ {2}([\w.-]+)\/? {2,}/gm)].map(([, name = '']) => name);
    expect(shown.toSorted()).toEqual(readdirSync(join(root, 'src')).toSorted());
  });
});

describe('docs/administrators.md', () => {
  it('explains every code of a refused launch, and none that is not', () => {
    const [, union = ''] =
      /export type LaunchCode =([^;]+);/.exec(read('src/lti/launch-rejected.ts')) ?? [];
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
    const [, section = ''] =
      /^## When it does not open\n(.*)/ms.exec(read('docs/administrators.md')) ?? [];
    const explained = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(20);
    expect(explained.toSorted()).toEqual(codes.toSorted());
  });
});
