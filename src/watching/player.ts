import type { Transaction } from '../db/index.ts';
import { languageNames } from '../web/index.ts';
import { captionsOf, findCaptions, type Captions } from './caption-store.ts';
import { chaptersOf } from './chapter-store.ts';
import { clockOf } from './clock.ts';
import { WatchQuery } from './forms.ts';
import { boundsOf, fragmentOf } from './part.ts';
import { momentPath, watchingPaths } from './paths.ts';
import { resumeAt, speeds, usualSpeed } from './place.ts';
import { findPlace, latestHabits } from './place-store.ts';
import type { Recording, Showing } from './recording.ts';
import { plainWords, readCaptions } from './web-vtt.ts';

/** A place in a recording, as a page leads there. */
function momentOf({ path }: Recording, seconds: number) {
  const whole = Math.floor(seconds);
  return {
    at: seconds,
    clock: clockOf(whole),
    path: momentPath(path, whole),
  };
}

/** Which captions the transcript is made from: as asked for, or else what its reader or the recording speaks. */
function chosenAmong(
  captions: readonly Captions[],
  wishes: (string | null)[],
): Captions | undefined {
  const named = wishes.flatMap((wish) => captions.filter(({ language }) => language === wish));
  return named[0] ?? captions[0];
}

async function transcriptOf(
  tx: Transaction,
  recording: Recording,
  { captions, wishes }: { captions: readonly Captions[]; wishes: (string | null)[] },
) {
  const chosen = chosenAmong(captions, wishes);
  const found = chosen && (await findCaptions(tx, chosen.id));
  if (!found) return null;
  const lines = readCaptions(found.webVtt).map((cue) => ({
    ...momentOf(recording, cue.fromMs / 1000),
    words: plainWords(cue),
  }));
  return { language: chosen.language, lines };
}

/** What the page of a recording shows of it, for whoever watches. */
export async function playerFor(
  tx: Transaction,
  {
    personId,
    recording,
    mayCare,
  }: { personId: string | null } & Pick<Showing, 'recording' | 'mayCare'>,
  { asked, language }: { asked: object; language: string },
) {
  const { id: resourceId, path } = recording;
  const { t, transcript: wish } = WatchQuery.parse(asked);
  const [captions, chapters, place, habits] = await Promise.all([
    captionsOf(tx, resourceId),
    chaptersOf(tx, resourceId),
    personId === null ? undefined : findPlace(tx, { resourceId, personId }),
    personId === null ? undefined : latestHabits(tx, personId),
  ]);
  const wishes = [wish, language, recording.language];
  const transcript = await transcriptOf(tx, recording, { captions, wishes });
  const resumed = t === null ? resumeAt(place) : 0;
  const speed = habits?.speedPercent ?? usualSpeed;
  const named = languageNames(
    language,
    captions.map((one) => one.language),
  );
  const tracks = named.map(({ code, name }) => ({
    code,
    name,
    path: watchingPaths.track(captions.find((one) => one.language === code)?.id ?? ''),
    isShown: code === habits?.captionsLanguage,
    isRead: code === transcript?.language,
    transcript: watchingPaths.transcriptIn(path, code),
  }));
  return {
    kind: recording.kind,
    title: recording.title,
    file: recording.source,
    fragment: fragmentOf(recording, t ?? resumed),
    ...boundsOf(recording),
    resumed: resumed > 0 ? clockOf(resumed) : null,
    beginning: momentOf(recording, 0).path,
    tracks,
    transcript,
    otherTranscripts: tracks.filter(({ isRead }) => !isRead),
    chapters: chapters.map(({ beginsAtSeconds, title }) => ({
      ...momentOf(recording, beginsAtSeconds),
      title,
    })),
    speeds: speeds.map((percent) => ({
      percent,
      factor: percent / 100,
      isChosen: percent === speed,
    })),
    mayCare,
    captions: watchingPaths.captions(path),
    writeChapters: watchingPaths.chapters(path),
    place: personId === null ? null : watchingPaths.place(path),
  };
}
