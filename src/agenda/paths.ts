import { communityPaths } from '../communities/index.ts';
import { placeText, type Place } from '../web/index.ts';

/** Which part of the agenda is shown, and from where on. */
export interface Stretch {
  show: 'open' | 'settled';
  after: Place | null;
}

const list = (communityId: string) => `${communityPaths.home(communityId)}/agenda`;
const item = (communityId: string, itemId: string) => `${list(communityId)}/${itemId}`;

function queryOf({ show, after }: Stretch): string {
  const query = new URLSearchParams({
    ...(show === 'settled' ? { show } : {}),
    ...(after ? { after: placeText(after) } : {}),
  });
  return query.size > 0 ? `?${query.toString()}` : '';
}

export const agendaPaths = {
  list,
  stretch: (communityId: string, stretch: Stretch) => list(communityId) + queryOf(stretch),
  /** One's vote for an issue, given or taken back, and back to where it was seen. */
  vote: (communityId: string, itemId: string, from?: Stretch) =>
    `${item(communityId, itemId)}/vote${from ? queryOf(from) : ''}`,
  state: (communityId: string, itemId: string, from?: Stretch) =>
    `${item(communityId, itemId)}/state${from ? queryOf(from) : ''}`,
};
