/** What is said about a post between its author and one other, as one of the two sees it. */
export interface PrivateReply {
  id: string;
  postNo: number;
  /** Who answered the post; the author's own words go to them. */
  answererId: string;
  answererName: string | null;
  /** The post's author, as everybody sees them. */
  author: { name: string | null; aliasNo: number | null };
  isFromAuthor: boolean;
  /** Whether the one who looks is the post's author. */
  isAuthors: boolean;
  /** Whether the one who looks wrote it. */
  isMine: boolean;
  bodyHtml: string;
  createdAt: Date;
  withdrawnAt: Date | null;
  reportState: ReportState | null;
}

/** How a report of it stands. */
type ReportState = 'open' | 'upheld' | 'rejected';

/** Whether whoever it was written for sees it. */
export function isSent({
  withdrawnAt,
  reportState,
}: Pick<PrivateReply, 'withdrawnAt' | 'reportState'>): boolean {
  return withdrawnAt === null && reportState !== 'upheld';
}
