import type { RequestHandler } from 'express';

export const securityTxtPath = '/.well-known/security.txt';

const validDays = 180;
const dayMs = 86_400_000;

/**
 * Whom to tell of a weakness, where somebody reads what is told.
 *
 * @param contact a mailto:, https: or tel: address
 * @see [RFC 9116](https://www.rfc-editor.org/rfc/rfc9116)
 */
export function securityTxt(house: {
  contact: string;
  publicUrl: URL;
  now: () => Date;
}): RequestHandler {
  return (_req, res) => {
    const expires = new Date(house.now().getTime() + validDays * dayMs);
    const lines = [
      `Contact: ${house.contact}`,
      `Expires: ${expires.toISOString()}`,
      'Preferred-Languages: en',
      `Canonical: ${new URL(securityTxtPath, house.publicUrl).href}`,
    ];
    res.type('text/plain').send(`${lines.join('\n')}\n`);
  };
}
