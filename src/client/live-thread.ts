/**
 * A thread that is open hears what is new (`data-live` on its list of posts). New replies are counted, and
 * put in when the reader asks; posts that changed are changed in place. Nothing moves what is being read or
 * typed.
 */
import htmx from 'htmx.org';
import { carriedHeaders } from './carry-session.ts';
import { onContent } from './on-content.ts';

interface News {
  count: number;
  lastPostNo: number;
  changes: number;
  words: string;
}

function isNews(value: unknown): value is News {
  return typeof value === 'object' && value !== null && 'lastPostNo' in value && 'words' in value;
}

const pollMs = 10_000;
const againMs = 3000;
let listening: AbortController | undefined;
let heard: HTMLElement | undefined;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The page's posts as they are now; a peek reads no further than the person has. */
async function fetchPosts({ peek }: { peek: boolean }): Promise<HTMLElement | null> {
  const address = new URL(location.href);
  address.hash = '';
  if (!address.searchParams.has('from') && heard?.dataset['from'])
    address.searchParams.set('from', heard.dataset['from']);
  if (peek) address.searchParams.set('peek', '1');
  const answer = await fetch(address, { headers: carriedHeaders() });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.querySelector<HTMLElement>('[data-live]');
}

/** Has posts that changed say what they say now, but for the one that somebody is at. */
async function changePosts(posts: HTMLElement): Promise<void> {
  const now = await fetchPosts({ peek: true });
  if (!now) return;
  for (const post of posts.querySelectorAll<HTMLElement>('article[data-change]')) {
    const fresh = now.querySelector<HTMLElement>(`article[id="${post.id}"]`);
    if (!fresh || fresh.dataset['change'] === post.dataset['change']) continue;
    if (post.contains(document.activeElement) || post.querySelector('details[open]')) continue;
    post.replaceWith(fresh);
    htmx.process(fresh);
  }
  posts.dataset['changes'] = now.dataset['changes'];
  document.dispatchEvent(new CustomEvent('htmx:after:swap', { detail: { ctx: { text: '' } } }));
}

async function showNew(posts: HTMLElement, bell: HTMLElement): Promise<void> {
  const now = await fetchPosts({ peek: false });
  if (!now) return;
  const known = Number(posts.dataset['last']);
  posts.replaceWith(now);
  bell.hidden = true;
  htmx.process(now);
  document.dispatchEvent(new CustomEvent('htmx:after:swap', { detail: { ctx: { text: '' } } }));
  now.querySelector<HTMLElement>(`#post-${known + 1}`)?.focus();
}

function tell(posts: HTMLElement, news: News): void {
  const bell = document.querySelector<HTMLElement>('[data-bell]');
  if (!bell || !posts.isConnected) return;
  const button = bell.querySelector('button');
  if (news.count > 0 && button) {
    button.textContent = news.words;
    bell.hidden = false;
  }
  if (`${news.changes}` !== posts.dataset['changes']) void changePosts(posts);
}

document.addEventListener('click', ({ target }) => {
  const bell = target instanceof Element && target.closest<HTMLElement>('[data-bell]');
  if (bell && heard) void showNew(heard, bell);
});

function addressOf(posts: HTMLElement): string {
  const { live = '', last = '0', changes = '0' } = posts.dataset;
  return `${live}?${new URLSearchParams({ lastPostNo: last, changes }).toString()}`;
}

const eventData = /^data: (.*)$/m;

/** Hears one stream to its end. @returns whether it was one */
async function hear(posts: HTMLElement, signal: AbortSignal): Promise<boolean> {
  const headers = { ...carriedHeaders(), Accept: 'text/event-stream' };
  const answer = await fetch(addressOf(posts), { headers, signal });
  if (!answer.ok || !answer.body) return false;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const news: unknown = JSON.parse(eventData.exec(event)?.[1] ?? 'null');
      if (isNews(news)) tell(posts, news);
    }
  }
}

async function poll(posts: HTMLElement, signal: AbortSignal): Promise<void> {
  const headers = { ...carriedHeaders(), Accept: 'application/json' };
  const answer = await fetch(addressOf(posts), { headers, signal });
  const news: unknown = answer.ok ? await answer.json() : null;
  if (isNews(news)) tell(posts, news);
}

/** Listens for as long as the posts are there; where no stream comes through, asks now and then. */
async function listen(posts: HTMLElement, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (posts.isConnected && !signal.aborted) {
    const began = Date.now();
    const ended = await hear(posts, signal).catch(() => false);
    failures = ended && Date.now() - began > againMs ? 0 : failures + 1;
    if (failures < 3) await pause(againMs);
    else
      await poll(posts, signal)
        .catch(() => {})
        .then(() => pause(pollMs));
  }
}

onContent(() => {
  const posts = document.querySelector<HTMLElement>('[data-live]') ?? undefined;
  if (posts === heard) return;
  listening?.abort();
  heard = posts;
  if (!posts) return;
  listening = new AbortController();
  void listen(posts, listening.signal);
});
