/** How far an upload is, to see and to hear, with what can be done about it. */
import type { Sending } from './upload-outcome.ts';

interface Deeds {
  /** How much was here before. */
  arrivedBytes: number;
  pause: () => void;
  resume: () => void;
  cancel: () => void;
}

export interface Shown {
  begin: (deeds: Deeds) => void;
  progress: (sentBytes: number) => void;
  /** The line is gone, and is tried again. */
  waits: () => void;
  paused: () => void;
  finishing: () => void;
  isCancelled: () => boolean;
  remove: () => void;
}

/** Rather too long than too short, and no more exact than it can be. */
function timeLeft(language: string, seconds: number): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  if (seconds < 55) return words.format(Math.max(10, Math.ceil(seconds / 10) * 10), 'second');
  if (seconds < 3570) return words.format(Math.ceil(seconds / 60), 'minute');
  return words.format(Math.ceil(seconds / 3600), 'hour');
}

const tellEveryMs = 1000;
/** How much the latest second says of those to come. */
const weight = 0.2;

/** How long the rest takes, by how fast it went lately. */
class Pace {
  #bytesPerMs = 0;
  #sent: number | null = null;
  #at = 0;

  note(sent: number, now: number): void {
    if (this.#sent !== null && now > this.#at) {
      const latest = Math.max(0, sent - this.#sent) / (now - this.#at);
      const known = this.#bytesPerMs;
      this.#bytesPerMs = known === 0 ? latest : known * (1 - weight) + latest * weight;
    }
    this.#sent = sent;
    this.#at = now;
  }

  /** After a stop nothing is known. */
  forget(): void {
    this.#sent = null;
    this.#bytesPerMs = 0;
  }

  secondsFor(bytes: number): number | null {
    return this.#bytesPerMs > 0 ? bytes / this.#bytesPerMs / 1000 : null;
  }
}

function button(words: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button quiet';
  made.textContent = words;
  made.addEventListener('click', press);
  return made;
}

class Line implements Shown {
  readonly #words: DOMStringMap;
  readonly #size: number;
  readonly #language = document.documentElement.lang || 'en';
  readonly #bar = document.createElement('progress');
  readonly #seen = document.createElement('span');
  readonly #heard = document.createElement('span');
  readonly #stop: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #pace = new Pace();
  #deeds: Deeds | null = null;
  #sent = 0;
  #quarter = 0;
  #toldAt = 0;
  #isPaused = false;
  #isOver = false;

  constructor({ line, words, file }: Sending) {
    this.#words = words;
    this.#size = file.size;
    this.#bar.max = file.size;
    this.#bar.value = 0;
    this.#bar.setAttribute('aria-label', file.name);
    this.#seen.className = 'meta';
    this.#heard.className = 'visually-hidden';
    this.#heard.setAttribute('role', 'status');
    this.#stop = button(this.#say('Pause'), () => (this.#isPaused ? this.#goOn() : this.#pause()));
    this.#stop.hidden = true;
    this.#cancel = button(this.#say('Cancel'), () => this.#end());
    line.append(this.#bar, this.#seen, this.#stop, this.#cancel, this.#heard);
    this.#seen.textContent = this.#say('Queued');
  }

  begin(deeds: Deeds): void {
    this.#deeds = deeds;
    this.#stop.hidden = false;
    this.#sent = deeds.arrivedBytes;
    this.#bar.value = deeds.arrivedBytes;
    this.#toldAt = Date.now();
    this.#tell(this.#say(deeds.arrivedBytes > 0 ? 'Resumed' : 'Begun'));
  }

  progress(sent: number): void {
    this.#sent = sent;
    this.#bar.value = sent;
    const now = Date.now();
    if (this.#isPaused) return;
    if (now - this.#toldAt >= tellEveryMs) {
      this.#toldAt = now;
      this.#pace.note(sent, now);
    }
    const seconds = this.#pace.secondsFor(this.#size - sent);
    const when = seconds === null ? '' : timeLeft(this.#language, seconds);
    const words = this.#say(when === '' ? 'Begun' : 'Progress').replace('{when}', when);
    this.#seen.textContent = words;
    const quarter = Math.floor((sent / this.#size) * 4);
    if (quarter > this.#quarter) this.#heard.textContent = words;
    this.#quarter = quarter;
  }

  waits(): void {
    this.#pace.forget();
    this.#tell(this.#say('Waits'));
  }

  paused(): void {
    this.#isPaused = true;
    this.#pace.forget();
    this.#stop.textContent = this.#say('Resume');
    this.#tell(this.#say('Paused'));
  }

  finishing(): void {
    this.#isOver = true;
    this.#stop.hidden = true;
    this.#cancel.hidden = true;
    this.#bar.removeAttribute('value');
    this.#tell(this.#say('Finishing'));
  }

  isCancelled(): boolean {
    return this.#isOver;
  }

  remove(): void {
    for (const part of [this.#bar, this.#seen, this.#stop, this.#cancel, this.#heard])
      part.remove();
  }

  #say(name: string): string {
    const part = new Intl.NumberFormat(this.#language, { style: 'percent' });
    const percent = part.format(Math.floor((this.#sent / this.#size) * 100) / 100);
    return (this.#words[`upload${name}`] ?? '').replace('{percent}', percent);
  }

  #tell(words: string): void {
    this.#seen.textContent = words;
    this.#heard.textContent = words;
  }

  #pause(): void {
    this.#deeds?.pause();
    this.paused();
  }

  #goOn(): void {
    this.#isPaused = false;
    this.#stop.textContent = this.#say('Pause');
    this.#tell(this.#say('Resumed'));
    this.#deeds?.resume();
  }

  #end(): void {
    this.#isOver = true;
    this.#deeds?.cancel();
    if (!this.#deeds) this.remove();
  }
}

export const showProgress = (sending: Sending): Shown => new Line(sending);
