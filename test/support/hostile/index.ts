import { addressesInPlaces } from './addresses.ts';
import { bombs } from './bombs.ts';
import { breaches } from './breaches.ts';
import { characters } from './characters.ts';
import { code } from './code.ts';
import { formulas } from './formulas.ts';
import { handlers } from './handlers.ts';
import { namespaces } from './namespaces.ts';
import { requests } from './requests.ts';

/** What somebody might write to do harm, by its kind. */
export const hostileByKind: Readonly<Record<string, readonly string[]>> = {
  handlers,
  addresses: addressesInPlaces,
  requests,
  namespaces,
  breaches,
  code,
  formulas,
  characters,
  bombs,
};

/** All of it, each once. */
export const hostile: readonly string[] = [...new Set(Object.values(hostileByKind).flat())];
