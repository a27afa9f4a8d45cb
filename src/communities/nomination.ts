/**
 * Where asking somebody to help lead stands. `accepted` waits for the administrator; `confirmed` needs nobody's
 * word any more, only its day.
 */
export type NominationState =
  | 'asked'
  | 'accepted'
  | 'declined'
  | 'confirmed'
  | 'refused'
  | 'withdrawn';

/** Somebody asked to help lead a community. Days are YYYY-MM-DD. */
export interface Nomination {
  organizationId: string;
  id: string;
  communityId: string;
  personId: string;
  startsOn: string;
  endsOn: string | null;
  /** Whose place they take. */
  succeeds: string | null;
  state: NominationState;
  /** The administrator who said yes, where one had to. */
  confirmedBy: string | null;
  tookEffectAt: Date | null;
}

/** Whether it may still come to something. */
export function isOpen({ state, tookEffectAt }: Nomination): boolean {
  return ['asked', 'accepted', 'confirmed'].includes(state) && tookEffectAt === null;
}

/** Whether the person asked has said yes, and it may still come to something. */
export function isAgreed(nomination: Pick<Nomination, 'state'>): boolean {
  return nomination.state === 'accepted' || nomination.state === 'confirmed';
}

/** How many may lead a community without the administrator's word. */
const mostFacilitators = 2;

/** Whether one more facilitator is one for the administrator to confirm. */
export function needsConfirmation(
  { succeeds, confirmedBy }: Pick<Nomination, 'succeeds' | 'confirmedBy'>,
  facilitators: readonly { id: string }[],
): boolean {
  const staying = facilitators.filter(({ id }) => id !== succeeds);
  return confirmedBy === null && staying.length >= mostFacilitators;
}
