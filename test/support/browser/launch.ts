import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { temporaryFolder } from '../house.ts';
import { preferencesOf, type CookieMode } from './cookie-modes.ts';

const executablePath = '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const madeUp = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--auto-select-desktop-capture-source=Entire screen',
];

/** How long a state is waited for before the test says that it never came. */
const patienceMs = 90_000;

export interface TestBrowser {
  context: BrowserContext;
  close: () => Promise<void>;
}

export interface BrowserOptions {
  cookies?: CookieMode;
  /** Said in the browser's own settings, since its driver would tell frames of other sites too late. */
  runsScripts?: boolean;
  /** Lets pages do what their policy forbids, so that only what stands in them keeps them from it. */
  bypassesPolicy?: boolean;
  /** Has a camera and a microphone that are made up, and lets every page use them. */
  hasDevices?: boolean;
  /**
   * Lets the LMS make the tool's frame as tall as its page. Elsewhere it keeps its height: Chromium gives a
   * click to the page around a frame whose height changes at that moment.
   */
  growsFrames?: boolean;
  /** A proxy that every request goes through, those to this machine too. */
  proxy?: string;
}

/** Runs in each page before its own scripts, which then hear of no height. */
function keepFrameHeights(): void {
  window.addEventListener('message', (message) => {
    if (message.data?.subject === 'lti.frameResize') message.stopImmediatePropagation();
  });
}

/** Chromium with a profile of its own, gone when it closes. */
export async function openBrowser({
  cookies = 'normal',
  runsScripts = true,
  bypassesPolicy = false,
  hasDevices = false,
  growsFrames = false,
  proxy,
}: BrowserOptions = {}): Promise<TestBrowser> {
  const profile = temporaryFolder();
  mkdirSync(join(profile.path, 'Default'));
  writeFileSync(join(profile.path, 'Default', 'Preferences'), preferencesOf(cookies, runsScripts));
  const context = await chromium.launchPersistentContext(profile.path, {
    executablePath,
    args: hasDevices ? [...args, ...madeUp] : args,
    viewport: { width: 1200, height: 900 },
    bypassCSP: bypassesPolicy,
    ...(proxy ? { proxy: { server: proxy, bypass: '<-loopback>' } } : {}),
  });
  context.setDefaultTimeout(patienceMs);
  if (!growsFrames) await context.addInitScript(keepFrameHeights);
  return {
    context,
    close: async () => {
      await context.close();
      profile.remove();
    },
  };
}
