import { Parser } from 'htmlparser2';
import TurndownService from 'turndown';
import { Unreadable } from './unreadable.ts';

/** What no reader of a page sees, or what belongs to its site and not to its words. */
const besides = new Set([
  'title',
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'nav',
  'svg',
]);

const cell = (content: string) =>
  ` ${content.trim().replaceAll('\n', ' ').replaceAll('|', '\\|')} |`;

/** Tables as Markdown writes them: the package leaves them out. */
function withTables(service: TurndownService): TurndownService {
  const isFirst = ({ parentNode, previousSibling }: TurndownService.Node): boolean => {
    const before = previousSibling?.textContent?.trim() ?? '';
    const isHead = parentNode?.nodeName !== 'TBODY' || !parentNode.previousSibling;
    return before === '' && isHead;
  };
  return service
    .addRule('cell', { filter: ['th', 'td'], replacement: cell })
    .addRule('part', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content })
    .addRule('row', {
      filter: 'tr',
      replacement: (content, node) => {
        const columns = content.split(/(?<!\\)\|/).length - 1;
        return `\n|${content}${isFirst(node) ? `\n|${' --- |'.repeat(columns)}` : ''}`;
      },
    })
    .addRule('table', { filter: 'table', replacement: (content) => `\n\n${content.trim()}\n\n` });
}

const service = withTables(
  new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-' }),
).remove((node) => besides.has(node.nodeName.toLowerCase()));

function titleIn(html: string): string {
  let title = '';
  let isInside = false;
  const parser = new Parser({
    onopentagname: (name) => (isInside = name === 'title' && title === ''),
    ontext: (text) => {
      if (isInside) title += text;
    },
    onclosetag: () => (isInside = false),
  });
  parser.end(html);
  return title;
}

/**
 * The words of a web page, as Markdown. Nothing of its markup is kept: what comes is rendered as anything that
 * somebody writes here.
 *
 * @throws Unreadable where its parts stand in one another deeper than can be followed
 */
export function markdownIn(html: string): { title: string; markdown: string } {
  try {
    return { title: titleIn(html), markdown: service.turndown(html) };
  } catch (cause) {
    throw new Unreadable('damaged', { cause });
  }
}
