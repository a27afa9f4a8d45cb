const mostCharacters = 300_000;

/** What a file says, as far as that is kept. */
export class Said {
  #text = '';

  get isFull(): boolean {
    return this.#text.length >= mostCharacters;
  }

  get text(): string {
    return this.#text;
  }

  add(words: string): void {
    if (!this.isFull) this.#text += words.slice(0, mostCharacters - this.#text.length);
  }
}
