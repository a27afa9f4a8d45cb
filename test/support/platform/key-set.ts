import type { Request, Response } from 'express';
import { createKey, publicJwk, type PlatformKey } from './signing.ts';

/** How a key set can fail: drops the connection, answers 500, answers 200 with a web page. */
export type KeySetFailure = 'drops' | 'errors' | 'nonsense';

/** The platform's published keys, and a count of who came to look. */
export class KeySet {
  fetches = 0;
  failure: KeySetFailure | undefined;
  /** Set to false for a platform whose keys do not say which algorithm they are for. */
  namesAlgorithm = true;
  #published: readonly PlatformKey[] = [];

  /** The key that launches are signed with: the newest. */
  get current(): PlatformKey {
    // Made when first needed: it takes a while, and not every platform comes to sign something.
    return this.#published.at(-1) ?? this.add();
  }

  /** Publish one more key and sign with it; the older ones stay valid. */
  add(): PlatformKey {
    const key = createKey();
    this.#published = [...this.#published, key];
    return key;
  }

  /** Publish a new key in the place of all others. */
  rotate(): PlatformKey {
    this.#published = [];
    return this.add();
  }

  readonly serve = (request: Request, response: Response): void => {
    this.fetches += 1;
    if (this.failure === 'drops') request.socket.destroy();
    else if (this.failure === 'errors') response.status(500).type('text').send('Out of order');
    else if (this.failure === 'nonsense') response.type('html').send('<h1>Maintenance</h1>');
    else response.json(this.#document());
  };

  #document(): object {
    if (this.#published.length === 0) this.add();
    return { keys: this.#published.map((key) => publicJwk(key, this.namesAlgorithm)) };
  }
}
