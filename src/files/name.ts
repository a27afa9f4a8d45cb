/** Names longer than this break lines and file systems. */
const mostCharacters = 120;

/** Controls, and the signs that turn the reading direction: with them an ending can be made to look like another. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Part of how some scripts and signs are written. */
const joiners = /[\u200c\u200d]/;

/** The ending of a name, in small letters and without its dot; '' where there is none. */
export function endingOf(name: string): string {
  return /[^.]\.([^.\s]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * What is shown and offered as the name of a file, whatever the browser sent as one: its last part, without
 * what cannot be seen. It is never the name of anything on this machine.
 */
export function nameToShow(sent: string): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = last.replaceAll(unseen, (sign) => (joiners.test(sign) ? sign : ''));
  const name = seen.replaceAll(/\s+/g, ' ').replaceAll(/^[\s.]+|[\s.]+$/g, '');
  if (name === '') return 'file';
  const letters = Array.from(name);
  if (letters.length <= mostCharacters) return name;
  const ending = endingOf(name);
  const kept = letters.slice(0, mostCharacters - ending.length - 2).join('');
  return ending ? `${kept}….${ending}` : `${kept}…`;
}
