import type { BrowserContext, Frame, Page } from 'playwright-core';
import { z } from 'zod';
import { openActivity, type Seat } from './demo-activities.ts';

/** What has the focus in the tool's frame. */
const Stop = z.object({
  /** What it is called, or null while the focus is in the page around the frame. */
  name: z.string().nullable(),
  tag: z.string(),
  id: z.string(),
  /** Whether the focus could be seen at the stop before: it looks otherwise now that the focus has gone. */
  showedFocus: z.boolean(),
});
type Stop = z.infer<typeof Stop>;

const lookAtStop = `(() => {
  const lookOf = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, translate } = getComputedStyle(element);
    return [outlineStyle, outlineWidth, outlineColor, boxShadow, translate].join();
  };
  const before = window.stopBefore;
  const element = document.hasFocus() ? document.activeElement : document.body;
  const moved = before && before.element !== element && before.element.isConnected;
  const showedFocus = !moved || before.element.tabIndex < 0 || lookOf(before.element) !== before.look;
  const isInside = element !== document.body;
  window.stopBefore = isInside ? { element, look: lookOf(element) } : undefined;
  const label = element.labels?.[0] ?? element;
  const name = element.getAttribute('aria-label') ?? label.textContent;
  return {
    name: isInside ? name.trim().replaceAll(/\\s+/g, ' ') : null,
    tag: element.localName,
    id: element.id,
    showedFocus,
  };
})()`;

/** More than any page has stops. */
const mostStops = 120;

/** Somebody in a course who has no mouse. */
export class Hand {
  readonly #page: Page;
  readonly frame: Frame;

  private constructor(page: Page, frame: Frame) {
    this.#page = page;
    this.frame = frame;
  }

  /** Opens the course's activity; the focus is still outside the frame. */
  static async open(context: BrowserContext, lms: string, seat: Seat): Promise<Hand> {
    const { page, frame } = await openActivity(context, lms, seat);
    return new Hand(page, frame);
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async type(words: string): Promise<void> {
    await this.#page.keyboard.insertText(words);
  }

  async stop(): Promise<Stop> {
    return Stop.parse(await this.frame.evaluate(lookAtStop));
  }

  /** Goes from stop to stop, seeing the focus at each, as far as the one of this name; null is out of the frame. */
  async goTo(name: string | null, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: (string | null)[] = [];
    while (passed.length < mostStops) {
      await this.press(key);
      const stop = await this.stop();
      if (!stop.showedFocus) throw new Error(`The focus could not be seen at ${passed.at(-1)}`);
      if (stop.name === name) return;
      passed.push(stop.name);
    }
    throw new Error(`No way by ${key} to ${name}, but past ${passed.join(' | ')}`);
  }

  async fill(label: string, words: string): Promise<void> {
    await this.goTo(label);
    await this.type(words);
  }

  async activate(name: string): Promise<void> {
    await this.goTo(name);
    await this.press('Enter');
  }

  async close(): Promise<void> {
    await this.#page.close();
  }
}

/** Waits until the focus was led to what the selector finds, of this name. */
export async function expectLedTo({ frame }: Hand, selector: string, name: string): Promise<void> {
  await frame.locator(`${selector}:focus`, { hasText: name }).waitFor();
}
