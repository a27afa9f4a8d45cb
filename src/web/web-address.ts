const mostCharacters = 2000;

/** What somebody typed as the address of a page, whole; null where it is none that a browser opens. */
export function webAddressOf(typed: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(whole)) return null;
  const { protocol, hostname, username, password, href } = new URL(whole);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  // `example` alone is a word that somebody typed into the wrong field.
  const isPlace = hostname.includes('.') || hostname.startsWith('[') || hostname === 'localhost';
  const isPlain = username === '' && password === '';
  return isWeb && isPlace && isPlain && href.length <= mostCharacters ? href : null;
}
