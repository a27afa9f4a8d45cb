// PostgreSQL text cannot hold NUL; nobody types one.

/** What was typed into a field of several lines, as it is kept. */
export const typedText = (text: string): string =>
  text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim();

/** What was typed into a field of one line, as it is kept. */
export const typedLine = (text: string): string =>
  text.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim();
