import { readFileSync } from 'node:fs';

/** The icons in use, by their names in the set. */
const names = [
  'badge-check',
  'bell',
  'bold',
  'bookmark',
  'captions',
  'check',
  'chevron-left',
  'chevron-right',
  'chevron-up',
  'circle-check',
  'clock',
  'code',
  'download',
  'ellipsis',
  'external-link',
  'eye-off',
  'fast-forward',
  'file',
  'file-text',
  'film',
  'grip-vertical',
  'hand-heart',
  'headphones',
  'heading',
  'image',
  'info',
  'italic',
  'layers',
  'layout-grid',
  'lightbulb',
  'link',
  'list',
  'list-checks',
  'list-ordered',
  'lock',
  'megaphone',
  'message-circle',
  'message-circle-question-mark',
  'mic',
  'milestone',
  'monitor',
  'pause',
  'pin',
  'play',
  'plus',
  'rewind',
  'rss',
  'search',
  'settings',
  'sigma',
  'text-quote',
  'triangle-alert',
  'users',
  'video',
  'x',
];

/** One hidden SVG of symbols, to stand once in a page; drawn with `<use href="#icon-name">`. */
export function iconSprite() {
  const symbols = names.map((name) => {
    const svg = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, 'utf8');
    const shapes = svg.replace(/[\s\S]*?<svg[^>]*>/, '').replace('</svg>', '');
    return `<symbol id="icon-${name}" viewBox="0 0 24 24">${shapes.replaceAll(/\s*\n\s*/g, '')}</symbol>`;
  });
  return `<svg class="sprite" aria-hidden="true" focusable="false">${symbols.join('')}</svg>`;
}
