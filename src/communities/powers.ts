/**
 * How somebody stands to a community. A sponsor supports it from outside, a visitor reads by the course's door or
 * the community's own choice, an outsider is anybody else of the organization who may know of it.
 */
export const positions = [
  'administrator',
  'facilitator',
  'member',
  'observer',
  'sponsor',
  'visitor',
  'outsider',
] as const;
export type Position = (typeof positions)[number];

const insiders = ['facilitator', 'member', 'observer'] as const;

/** Who may do what; docs/roles-and-powers.md says the same in words, and a test compares them. */
export const powers = {
  know: [...insiders, 'sponsor', 'visitor', 'outsider'],
  join: ['sponsor', 'visitor', 'outsider'],
  read: [...insiders, 'visitor'],
  takePart: insiders,
  seeRoles: insiders,
  answerNomination: ['member', 'observer'],
  changeCharter: ['facilitator'],
  changeSettings: ['facilitator'],
  setUp: ['facilitator'],
  changeOwnTerm: ['facilitator'],
  nominate: ['facilitator'],
  nameSponsor: ['facilitator'],
  merge: ['facilitator'],
  takeAlong: ['facilitator'],
  lead: ['facilitator'],
  announce: ['facilitator'],
  schedule: ['facilitator'],
  endorse: ['facilitator'],
  moderate: ['facilitator'],
  confirmFacilitator: ['administrator'],
} as const satisfies Record<string, readonly Position[]>;

export type Power = keyof typeof powers;

/** Whether this position carries this power. Whoever stands in several ways at once has the powers of each. */
export function may(position: Position, power: Power): boolean {
  const holders: readonly Position[] = powers[power];
  return holders.includes(position);
}
