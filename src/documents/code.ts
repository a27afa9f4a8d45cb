/** Code, in fences and between backquotes: what looks like Markdown in it is none. */
const code = /(^(?:```|~~~)[\s\S]*?^(?:```|~~~)[^\n]*$|`[^`\n]+`)/m;

/** Changes what somebody wrote, but for the code in it. */
export function outsideCode(text: string, change: (words: string) => string): string {
  return text
    .split(code)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}
