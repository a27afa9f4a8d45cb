import type { MarkdownIt } from 'markdown-it';

const deepest = 4;

/**
 * The page has its own h1 and h2; what a person writes hangs below them, and skips no level, which whoever
 * listens would take for something they missed.
 */
export function useHeadings(parser: MarkdownIt): void {
  parser.core.ruler.push('heading_levels', ({ tokens }) => {
    let depth = 0;
    for (const token of tokens) {
      if (token.type === 'heading_open') {
        depth = Math.min(Number(token.tag.slice(1)), depth + 1, deepest);
      }
      if (token.type.startsWith('heading_')) token.tag = `h${depth + 2}`;
    }
  });
}
