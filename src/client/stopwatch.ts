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

const two = (part: number) => String(part).padStart(2, '0');

/** As clocks show it: `2:14`, `1:02:14`. */
export function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
