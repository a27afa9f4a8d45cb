/** Bundles browser code and styles under content-hashed names, with a manifest that names them. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { build } from 'esbuild';
import { iconSprite } from './icons.mjs';

const out = 'dist/public';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const settings = {
  bundle: true,
  minify: true,
  write: false,
  outdir: out,
  target: ['es2022', 'safari16'],
  loader: { '.woff2': 'file' },
  assetNames: '[name]-[hash]',
  logLevel: 'warning',
};
const results = await Promise.all([
  build({
    ...settings,
    entryPoints: ['src/client/main.ts', 'src/client/style.css'],
    format: 'iife',
  }),
  // What only some pages need, loaded when they do.
  build({
    ...settings,
    entryPoints: ['arrange', 'upload', 'record', 'watch'].map((name) => `src/client/${name}.ts`),
    format: 'esm',
  }),
]);

const manifest = {};
for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
  const extension = extname(path);
  const name = basename(path);
  const isBundle = extension === '.js' || extension === '.css';
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 10);
  const hashed = isBundle ? name.replace(extension, `-${hash}${extension}`) : name;
  writeFileSync(`${out}/${hashed}`, contents);
  manifest[name] = hashed;
}
for (const image of ['icon.svg']) {
  writeFileSync(`${out}/${image}`, readFileSync(`src/client/${image}`));
  manifest[image] = image;
}
writeFileSync('dist/icons.svg', iconSprite());
writeFileSync(`${out}/manifest.json`, JSON.stringify(manifest));
