import type { MarkdownIt } from 'markdown-it';

const box = /^\[([ xX])\]\s+/;

/**
 * A point of a list that begins with `[ ]` or `[x]` is something to do. It shows a sign and not a box to tick:
 * a post is changed by editing it.
 */
export function useTasks(parser: MarkdownIt): void {
  parser.core.ruler.push('tasks', ({ tokens }) => {
    for (const [index, item] of tokens.entries()) {
      if (item.type !== 'list_item_open') continue;
      const words = tokens[index + 2];
      const first = words?.type === 'inline' ? words.children?.[0] : undefined;
      const mark = first?.type === 'text' ? box.exec(first.content) : null;
      if (!first || !mark) continue;
      const [written, done] = mark;
      first.content = `${done === ' ' ? '☐' : '☑'} ${first.content.slice(written.length)}`;
      item.attrJoin('class', 'task');
    }
  });
}
