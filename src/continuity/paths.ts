import { communityPaths } from '../communities/index.ts';

const own = communityPaths.continuity;
const people = (communityId: string) => `${own(communityId)}/people`;
const person = (communityId: string, personId: string) => `${people(communityId)}/${personId}`;

export const continuityPaths = {
  /** What rests on whoever looks. */
  own,
  /** Whom they would have after them. */
  heirs: (communityId: string) => `${own(communityId)}/heirs`,
  movingOn: (communityId: string) => `${own(communityId)}/moving-on`,
  /** Everybody whom something rests on alone. */
  people,
  person,
  takingBack: (communityId: string, personId: string, handoverId: string) =>
    `${person(communityId, personId)}/handovers/${handoverId}/taking-back`,
};
