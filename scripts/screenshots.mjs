/**
 * `npm run screenshots`: plays the first day of a community in the demo LMS and takes pictures of its
 * pages at three widths, light and dark, in English and Arabic. They land in .cache/screenshots/.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const port = 4600;
const lms = `http://lms.localhost:${port + 1}`;
const course = 'courses/nurs-310/activities/0f3a2c6e-58c1-4a6f-9d7e-6b1f2e4c3101';
const out = '.cache/screenshots';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
];

function startProgram(dataDirectory) {
  const env = {
    ...process.env,
    PORT: `${port}`,
    DEMO_PORT: `${port + 1}`,
    DATA_DIR: dataDirectory,
  };
  const program = spawn(process.execPath, ['dist/main.js'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((ready) => {
    program.stdout.on('data', (text) => `${text}`.includes('demo LMS') && ready(program));
  });
}

/** Launches in a window of its own, so that the picture is the page and nothing around it. */
async function launch(browser, person) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${lms}/northfield/as/${person}/${course}`);
  const opened = context.waitForEvent('page');
  await page.getByText('Open in a new window').click();
  const own = await opened;
  await own.waitForURL(new RegExp(`^http://localhost:${port}/(courses|communities)`));
  return own;
}

async function say(page, button, fields) {
  for (const [id, words] of Object.entries(fields)) await page.fill(`#${id}`, words);
  const before = page.url();
  await page.click(button);
  await page.waitForURL((url) => url.href !== before);
}

async function ask(page, title, topic, body) {
  await page.goto(`${home}/threads/new`);
  await page.selectOption('#topic', { label: topic });
  await say(page, 'form .button.first', { title, body });
  return page.url();
}

const data = mkdtempSync(join(tmpdir(), 'guildhall-pictures-'));
const program = await startProgram(data);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });

const amara = await launch(browser, 'amara-nwosu');
const pictures = [{ name: 'set-up', page: amara, url: amara.url() }];
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

async function take({ name, page, url }) {
  for (const width of [390, 800, 1200]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 700 });
      await page.goto(url);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${out}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
}

await take(pictures[0]);
await say(amara, 'form .button.first', {
  name: 'Patient safety in practice',
  purpose: 'We learn from near misses before they become harm, across wards, courses and shifts.',
  topics: 'medication, handover, speaking up, simulation',
});
const home = amara.url();
const linh = await launch(browser, 'linh-tran');
const yusuf = await launch(browser, 'yusuf-demir');
const thread = await ask(
  linh,
  'How do you confirm a verbal order when the line is bad?',
  'handover',
  'On nights we take orders by phone from the on-call. Twice this month the line dropped **in the middle of the dose**.\n\nWhat I have tried: asking for a text as well, but not everyone will.',
);
await yusuf.goto(thread);
await say(yusuf, '#reply .button.first', {
  body: 'Read back digit by digit (“one five, not five zero”), then have a second person listen in.\n\n1. Repeat the drug\n2. Repeat the dose, digit by digit\n3. `no read-back, no order`',
});
await ask(
  yusuf,
  'Look-alike vials: what did your ward change?',
  'medication',
  'Ours stand side by side.',
);
await ask(
  amara,
  'Scripts for speaking up to a senior colleague',
  'speaking up',
  'Which words worked for you?',
);

for (const [language, tag] of [
  ['', 'en'],
  ['ar', 'ar'],
]) {
  await linh.goto(`http://localhost:${port}/me`);
  await linh.selectOption('#language', language).catch(() => {});
  await linh.click('form .button.first');
  await take({ name: `home-${tag}`, page: linh, url: home });
  await take({ name: `thread-${tag}`, page: linh, url: thread });
  await take({ name: `ask-${tag}`, page: linh, url: `${home}/threads/new` });
  await take({ name: `me-${tag}`, page: linh, url: `http://localhost:${port}/me` });
  await take({ name: `error-${tag}`, page: linh, url: `${home}-nowhere` });
  await take({
    name: `styleguide-${tag}`,
    page: linh,
    url: `http://localhost:${port}/styleguide?language=${tag}`,
  });
}

await browser.close();
program.kill();
rmSync(data, { recursive: true, force: true });
