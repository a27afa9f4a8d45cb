/** Gives each score of one person in one line item a moment of its own, in whole seconds. */
export type ScoreMoments = (lineItemUrl: string, userId: string, wished?: Date) => Date;

const remembered = 10_000;

/**
 * Moodle keeps a score only when its timestamp, cut to whole seconds, is later than the last one's. So of
 * two scores in one second, the second is dated into the next. The last ten thousand are remembered.
 *
 * @see [AGS 2.0, Score publish service: timestamp](https://www.imsglobal.org/spec/lti-ags/v2p0/)
 */
export function createScoreMoments(clock: () => number): ScoreMoments {
  const lastSeconds = new Map<string, number>();

  return (lineItemUrl, userId, wished = new Date(clock())) => {
    const key = JSON.stringify([lineItemUrl, userId]);
    const last = lastSeconds.get(key) ?? Number.NEGATIVE_INFINITY;
    const isLater = secondOf(wished) > last;
    const moment = isLater ? wished : new Date((last + 1) * 1000);
    lastSeconds.delete(key);
    lastSeconds.set(key, secondOf(moment));
    const [oldest] = lastSeconds.keys();
    if (lastSeconds.size > remembered && oldest !== undefined) lastSeconds.delete(oldest);
    return moment;
  };
}

function secondOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
