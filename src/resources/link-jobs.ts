import { z } from 'zod';
import { hourlyRound } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import { givePicture, setUses, type FileStore } from '../files/index.ts';
import type { AskFor, Job, Jobs } from '../jobs/index.ts';
import type { Outside } from '../outside/index.ts';
import { lookAt, type FoundPicture } from './look.ts';
import { standingAfter } from './preview.ts';
import { dueLinks, findLink, updatePreview, type LinkToSee } from './preview-store.ts';

const Link = z.object({ organizationId: z.uuid(), resourceId: z.uuid() });
type Link = z.infer<typeof Link>;

/** The next hour goes on where one leaves off. */
const mostInOneRun = 2000;

interface Looking {
  db: Database;
  files: FileStore;
  outside: Outside;
  now: () => Date;
}

async function keptPicture(
  { db, files }: Looking,
  { organizationId }: Link,
  { communityId, givenBy: personId }: LinkToSee,
  found: FoundPicture | null,
): Promise<string | null> {
  if (!found) return null;
  const giver = { organizationId, communityId, personId };
  return (await givePicture({ db, files }, giver, found))?.id ?? null;
}

async function look(house: Looking, key: Link, signal: AbortSignal): Promise<void> {
  const { db, outside, now } = house;
  const { organizationId, resourceId } = key;
  const link = await db.within(organizationId, (tx) => findLink(tx, resourceId));
  if (!link) return;
  const { url, givenBy } = link;
  const sight = await lookAt(outside, url, signal);
  const facts = sight.state === 'alive' ? sight.facts : null;
  const pictureId = facts && (await keptPicture(house, key, link, facts.found));
  const seen = facts && { title: facts.title, site: facts.site, pictureId };
  await db.within(organizationId, async (tx) => {
    const standing = standingAfter(sight.state, link.failures, now());
    const isKept = await updatePreview(
      tx,
      { resourceId, url },
      { ...standing, seen, lookedAt: now() },
    );
    if (!isKept || !seen) return;
    const fileIds = pictureId ? [pictureId] : [];
    const holder = { kind: 'resource', id: resourceId, organizationId } as const;
    await setUses(tx, holder, { fileIds, writerId: givenBy });
  });
}

function lookAtLink(house: Looking): Job<Link> {
  return {
    name: 'look-at-link',
    payload: Link,
    atOnce: 2,
    limitSeconds: 120,
    retries: 2,
    firstPauseSeconds: 60,
    work: (link, signal) => look(house, link, signal),
  };
}

/** Asks for every link whose next look is due: those seen a month ago, and those that nobody has seen. */
function lookAtLinks({ db, now }: Looking, askForLink: AskFor<Link>): Job<object> {
  return hourlyRound(db, {
    name: 'look-at-links',
    retries: 3,
    visit: async (organizationId) => {
      const part = { now: now(), limit: mostInOneRun };
      const due = await db.within(organizationId, (tx) => dueLinks(tx, part));
      for (const resourceId of due) await askForLink({ organizationId, resourceId });
    },
  });
}

/** Asks to have a link looked at. Nothing is lost where that fails: whatever is due is asked for every hour. */
export type AskForLook = (link: Link) => void;

/**
 * Hands the looking at links to the background.
 *
 * @param house.outside null where nothing is looked at
 */
export function registerLinkJobs(
  jobs: Pick<Jobs, 'register'>,
  { outside, ...house }: Omit<Looking, 'outside'> & { outside: Outside | null },
): AskForLook {
  if (!outside) return () => {};
  const looking = { ...house, outside };
  const askForLink = jobs.register(lookAtLink(looking));
  jobs.register(lookAtLinks(looking, askForLink));
  return (link) => void askForLink(link).catch(() => {});
}
