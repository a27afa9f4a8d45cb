/** How far an issue has come; a facilitator says so. */
export const agendaStates = ['raised', 'exploring', 'settled'] as const;
export type AgendaState = (typeof agendaStates)[number];

/** An issue that matters to the members: what they want to learn next, raised and ranked by them. */
export interface AgendaItem {
  id: string;
  title: string;
  raiserName: string | null;
  state: AgendaState;
  votes: number;
  /** Whether the reader voted for it. */
  isBacked: boolean;
  createdAt: Date;
}
