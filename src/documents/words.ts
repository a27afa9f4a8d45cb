import { posix } from 'node:path';
import { typedLine, typedText } from '../web/index.ts';
import { outsideCode } from './code.ts';
import { markdownIn } from './html.ts';

/** What a document says, under its title. */
export interface DocumentWords {
  title: string;
  body: string;
}

const mostOfTitle = 255;
const front = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const titleLine = /^title:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\n#]+))/m;
const heading = /^#{1,6}[ \t]+([^\n]+?)[ \t]*#*[ \t]*$/m;

/** Signs that would stand in a title, where nothing is Markdown. */
const bare = (words: string) =>
  typedLine(words.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[*_`]/g, ''));

const shortened = (title: string) => Array.from(title).slice(0, mostOfTitle).join('');

function firstHeading(body: string): string {
  let found = '';
  outsideCode(body, (words) => {
    found ||= heading.exec(words)?.[1] ?? '';
    return words;
  });
  return found;
}

/** Without a heading that only says the title again. */
function withoutTitle(body: string, title: string): string {
  const [line = '', words = ''] = /^#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\n|$)/.exec(body) ?? [];
  return bare(words) === title ? body.slice(line.length).trim() : body;
}

const nameOf = (path: string) => posix.basename(path, posix.extname(path));

function titled(path: string, body: string, said: string): DocumentWords {
  const title = [said, bare(firstHeading(body)), typedLine(nameOf(path))].find(Boolean) ?? path;
  return { title: shortened(title), body: withoutTitle(body, title) };
}

/** What a Markdown file says: its title is that of its front matter, else its first heading, else its name. */
export function wordsOfMarkdown(path: string, text: string): DocumentWords {
  const [head = '', facts = ''] = front.exec(text) ?? [];
  const [, double, single, plain] = titleLine.exec(facts) ?? [];
  const said = typedLine(double ?? single ?? plain ?? '');
  return titled(path, typedText(text.slice(head.length)), said);
}

/** What a web page says, as Markdown: its title is its own, else its first heading, else its name. */
export function wordsOfHtml(path: string, text: string): DocumentWords {
  const { title, markdown } = markdownIn(text);
  return titled(path, typedText(markdown), typedLine(title));
}
