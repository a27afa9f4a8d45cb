/** How long something went on, without the pauses. */
export class Stopwatch {
  #before = 0;
  #since: number | null = null;

  get ms(): number {
    return this.#before + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  goOn(): void {
    this.#since ??= performance.now();
  }

  hold(): void {
    this.#before = this.ms;
    this.#since = null;
  }
}
