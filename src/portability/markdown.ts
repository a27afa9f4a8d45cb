/** Words that Markdown takes for nothing but words. */
export function plain(words: string): string {
  return words
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~$!]/g, String.raw`\$&`)
    .trim();
}

/** What stands on top of a document for programs, in YAML; what is nothing is left out. */
export function frontMatter(facts: Record<string, unknown>): string {
  // Every value of JSON is one of YAML, and no word in it can be taken for anything else.
  const lines = Object.entries(facts)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join('')}---\n\n`;
}

const code =
  /(^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|$(?![\s\S]))|(`+)(?!`)[\s\S]*?[^`]\3(?!`))/gm;

/**
 * What a member wrote, for programs that would take HTML in it for HTML: here it never was any.
 */
export function harmless(source: string): string {
  const escape = (words: string) =>
    words.replaceAll(/<(?=[a-z/!?])(?!https?:|mailto:)/gi, String.raw`\<`);
  let from = 0;
  let made = '';
  for (const match of source.matchAll(code)) {
    made += escape(source.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return made + escape(source.slice(from));
}

/** A moment of a recording, as players show it. */
export function clockOf(seconds: number): string {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
