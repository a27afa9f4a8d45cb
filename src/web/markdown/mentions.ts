import type { MarkdownIt, StateInline, Token } from 'markdown-it';

/** A name in brackets, and whose it is; signs in the name stand behind a backslash. */
const written =
  /@\[((?:\\[^\n]|[^\\[\]\n]){1,300})\]\(person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/y;
const anywhere = new RegExp(written.source, 'g');

const escaped = /\\([!-/:-@[-`{-~])/g;
const nameIn = (label = '') => label.replaceAll(escaped, '$1');

/** The words that stand for a person in what somebody writes. */
export function mentionOf({ id, name }: { id: string; name: string }): string {
  const label = name.replaceAll(/\s+/g, ' ').trim().slice(0, 120);
  return `@[${label.replaceAll(/[\\[\]`]/g, '\\$&')}](person:${id})`;
}

/** What somebody wrote, with the names alone of those it names. */
export function withBareNames(source: string): string {
  return source.replaceAll(anywhere, (_, label: string) => `@${nameIn(label)}`);
}

/** The same words naming others in the place of those they name, or a name alone where there is nobody. */
export function withOthersNamed(source: string, otherFor: (id: string) => string | null): string {
  return source.replaceAll(anywhere, (whole: string, label: string, id: string) => {
    const other = otherFor(id);
    return other === null
      ? `@${nameIn(label)}`
      : whole.replace(`(person:${id})`, `(person:${other})`);
  });
}

function inLine(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '@') return false;
  written.lastIndex = state.pos;
  const [whole, label, personId] = written.exec(state.src) ?? [];
  if (whole === undefined || state.pos + whole.length > state.posMax) return false;
  if (!silent) {
    const token = state.push('mention', 'span', 0);
    token.content = `@${nameIn(label)}`;
    token.meta = { personId };
  }
  state.pos += whole.length;
  return true;
}

/** Whom these tokens name, each once. */
export function personsIn(tokens: readonly Token[]): string[] {
  const named = tokens.flatMap(({ type, children, meta }) => {
    if (type === 'mention') return [String(meta?.['personId'])];
    return type === 'inline' ? personsIn(children ?? []) : [];
  });
  return [...new Set(named)];
}

/** A person's name after `@`. Whether they may be named, and what they are called by now, is seen when it is read. */
export function useMentions(parser: MarkdownIt): void {
  const { escapeHtml } = parser.utils;
  parser.inline.ruler.before('link', 'mention', inLine);
  parser.renderer.rules['mention'] = (tokens, index) => {
    const { content = '', meta } = tokens[index] ?? {};
    return `<span data-person="${escapeHtml(String(meta?.['personId']))}">${escapeHtml(content)}</span>`;
  };
}
