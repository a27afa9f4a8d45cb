import type { MarkdownIt } from 'markdown-it';

const deepest = 4;

/**
 * The page has its own h1 and h2; what a person writes hangs below them. What is written alike stands alike, and no
 * level is skipped, which whoever listens would take for something they missed.
 */
export function useHeadings(parser: MarkdownIt): void {
  parser.core.ruler.push('heading_levels', ({ tokens }) => {
    /** The levels, as they were written, of the headings that the next may stand in. */
    let above: number[] = [];
    for (const token of tokens) {
      if (token.type === 'heading_open') {
        const level = Number(token.tag.slice(1));
        above = [...above.filter((each) => each < level), level];
      }
      if (token.type.startsWith('heading_')) token.tag = `h${Math.min(above.length, deepest) + 2}`;
    }
  });
}
