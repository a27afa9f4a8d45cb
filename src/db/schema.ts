import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A moment the database sets when the row is born. */
type BornAt = Generated<Date>;

/** jsonb: written as its text, read as whatever it holds. */
type Json = ColumnType<unknown, string, string>;

interface Owned {
  organizationId: string;
}

interface Organizations {
  id: string;
  name: string;
  createdAt: BornAt;
}

interface Platforms extends Owned {
  id: string;
  issuer: string;
  clientId: string;
  name: string;
  productFamily: string | null;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  tokenAudience: string | null;
  keySetUrl: string;
  keySet: ColumnType<unknown, string | null | undefined, string | null>;
  keySetReadAt: Date | null;
  createdAt: BornAt;
  updatedAt: BornAt;
}

interface Deployments extends Owned {
  id: string;
  platformId: string;
  deploymentId: string;
  createdAt: BornAt;
}

interface ToolKeys {
  kid: string;
  publicKey: Json;
  privateKey: string;
  createdAt: BornAt;
  signsFrom: Date;
  retiredAt: Date | null;
}

interface Logins {
  stateHash: string;
  nonceHash: string;
  browserHash: string;
  issuer: string;
  clientId: string;
  loginHint: string;
  messageHint: string | null;
  targetLinkUri: string;
  deploymentId: string | null;
  storageFrame: string | null;
  createdAt: BornAt;
  expiresAt: Date;
}

interface UsedInvitations {
  id: string;
  usedAt: BornAt;
  expiresAt: Date;
}

interface Persons extends Owned {
  id: string;
  name: string | null;
  email: string | null;
  language: string | null;
  timeZone: string | null;
  isCalm: Generated<boolean>;
  nameKey: GeneratedAlways<string | null>;
  createdAt: BornAt;
}

interface Identities extends Owned {
  platformId: string;
  subject: string;
  personId: string;
  namesPerson: Generated<boolean>;
  createdAt: BornAt;
}

type RosterProblem =
  | 'silent'
  | 'busy'
  | 'failing'
  | 'garbled'
  | 'refused'
  | 'missing'
  | 'off_limits'
  | 'incomplete'
  | 'unexplained';

interface Courses extends Owned {
  id: string;
  deploymentId: string;
  contextId: string;
  label: string | null;
  title: string | null;
  rosterUrl: string | null;
  copiedFrom: string | null;
  copyAnsweredAt: Date | null;
  rosterAskedAt: Date | null;
  rosterReadAt: Date | null;
  rosterWholeAt: Date | null;
  rosterDifferencesUrl: string | null;
  rosterProblem: RosterProblem | null;
  rosterProblemAt: Date | null;
  createdAt: BornAt;
  launchedAt: BornAt;
}

interface RosterEntries extends Owned {
  courseId: string;
  platformId: string;
  subject: string;
  name: string | null;
  email: string | null;
  role: 'instructor' | 'assistant' | 'learner' | 'other';
  status: 'active' | 'inactive' | 'gone';
  firstSeenAt: Date;
  lastSeenAt: Date;
  goneAt: Date | null;
}

interface Enrollments extends Owned {
  courseId: string;
  personId: string;
  role: 'instructor' | 'assistant' | 'learner' | 'other';
  launchedAt: BornAt;
}

interface Placements extends Owned {
  id: string;
  courseId: string;
  resourceLinkId: string;
  title: string | null;
  createdAt: BornAt;
  launchedAt: BornAt;
}

interface Sessions extends Owned {
  id: string;
  tokenHash: string;
  platformId: string;
  personId: string | null;
  courseId: string | null;
  isAdministrator: boolean;
  isTestUser: boolean;
  launchLanguage: string | null;
  launchTimeZone: string | null;
  language: string | null;
  timeZone: string | null;
  isCalm: boolean;
  returnUrl: string | null;
  frameOrigins: string[];
  createdAt: BornAt;
  lastSeenAt: BornAt;
  expiresAt: Date;
}

interface Communities extends Owned {
  id: string;
  name: string;
  charterVersion: number;
  bindingVersion: Generated<number>;
  listing: Generated<'listed' | 'hidden'>;
  joining: Generated<'open' | 'request' | 'invitation'>;
  reading: Generated<'members' | 'organization'>;
  setUpEndedAt: Date | null;
  replyDays: Generated<number>;
  anonymity: Generated<'off' | 'peers'>;
  warns: Generated<'off' | 'on'>;
  warnedWords: Generated<string[]>;
  nameKey: Generated<string>;
  nameMarks: GeneratedAlways<string>;
  words: Generated<string>;
  createdBy: string;
  createdAt: BornAt;
  mergedInto: string | null;
  mergedAt: Date | null;
  mergedBy: string | null;
}

interface Charters extends Owned {
  communityId: string;
  version: number;
  purpose: string;
  activities: Generated<string>;
  contributions: Generated<string>;
  conduct: Generated<string>;
  rhythm: Generated<string>;
  isMaterial: Generated<boolean>;
  note: Generated<string>;
  createdBy: string;
  createdAt: BornAt;
}

interface Topics extends Owned {
  id: string;
  communityId: string;
  name: string;
  position: number;
  createdAt: BornAt;
}

interface Memberships extends Owned {
  communityId: string;
  personId: string;
  role: 'facilitator' | 'member';
  courseId: string | null;
  level: 'core' | 'active' | 'occasional' | 'observer' | null;
  acceptedVersion: Generated<number>;
  acceptedAt: Date | null;
  leftAt: Date | null;
  joinedAt: BornAt;
}

interface HelpOffers extends Owned {
  id: string;
  communityId: string;
  personId: string;
  courseId: string | null;
  words: string;
  createdAt: BornAt;
  answeredAt: Date | null;
  answeredBy: string | null;
}

interface Differences extends Owned {
  communityId: string;
  nearCommunityId: string;
  reason: string;
  createdBy: string;
  createdAt: BornAt;
}

interface JoinRequests extends Owned {
  id: string;
  communityId: string;
  personId: string;
  words: string;
  acceptedVersion: number;
  createdAt: BornAt;
  answer: 'welcome' | 'declined' | null;
  answeredAt: Date | null;
  answeredBy: string | null;
}

interface MemberInvitations extends Owned {
  communityId: string;
  personId: string;
  invitedBy: string;
  createdAt: BornAt;
}

/** A calendar day, as 'YYYY-MM-DD'. */
type Day = ColumnType<string, string, string>;

interface Terms extends Owned {
  id: string;
  communityId: string;
  personId: string;
  startsOn: Day;
  endsOn: Day | null;
  endedAt: Date | null;
  remindedDays: number | null;
  createdAt: BornAt;
}

interface Nominations extends Owned {
  id: string;
  communityId: string;
  personId: string;
  nominatedBy: string;
  startsOn: Day;
  endsOn: Day | null;
  succeeds: string | null;
  state: Generated<'asked' | 'accepted' | 'declined' | 'confirmed' | 'refused' | 'withdrawn'>;
  createdAt: BornAt;
  answeredAt: Date | null;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  tookEffectAt: Date | null;
}

interface Sponsorships extends Owned {
  communityId: string;
  personId: string;
  namedBy: string;
  createdAt: BornAt;
}

interface AgendaItems extends Owned {
  id: string;
  communityId: string;
  title: string;
  raisedBy: string;
  state: Generated<'raised' | 'exploring' | 'settled'>;
  votes: Generated<number>;
  createdAt: BornAt;
}

interface AgendaVotes extends Owned {
  itemId: string;
  personId: string;
  createdAt: BornAt;
}

interface Mappings extends Owned {
  courseId: string;
  communityId: string;
  isHome: boolean;
  state: Generated<'proposed' | 'agreed' | 'declined'>;
  answeredBy: string | null;
  answeredAt: Date | null;
  createdBy: string;
  createdAt: BornAt;
}

interface Activity extends Owned {
  id: string;
  communityId: string;
  personId: string | null;
  verb: string;
  objectKind: string;
  objectId: string;
  occurredAt: BornAt;
}

interface Submissions extends Owned {
  personId: string;
  key: string;
  location: string;
  createdAt: BornAt;
}

interface Drafts extends Owned {
  personId: string;
  target: string;
  fields: ColumnType<unknown, string | null, string | null>;
  page: string;
  number: number;
  updatedAt: BornAt;
}

interface Blobs extends Owned {
  sha256: string;
  sizeBytes: ColumnType<string, number, never>;
  lastGivenAt: BornAt;
}

interface Files extends Owned {
  id: string;
  communityId: string;
  givenBy: string;
  sha256: string;
  sizeBytes: ColumnType<string, number, never>;
  name: string;
  mediaType: string;
  width: number | null;
  height: number | null;
  madeFrom: ColumnType<string | null, string | null | undefined, never>;
  createdAt: BornAt;
}

interface Media extends Owned {
  fileId: string;
  startMs: Generated<number>;
  endMs: number | null;
  state: Generated<'waiting' | 'working' | 'ready' | 'failed'>;
  percent: Generated<number>;
  playableId: string | null;
  posterId: string | null;
  createdAt: BornAt;
}

interface Uploads extends Owned {
  id: string;
  communityId: string;
  givenBy: string;
  name: string;
  changedAtMs: ColumnType<string, number, never>;
  sizeBytes: ColumnType<string | null, number | null, number>;
  arrivedBytes: ColumnType<string, number | undefined, number>;
  recordedMs: ColumnType<string | null, number | null | undefined, number>;
  fileId: string | null;
  createdAt: BornAt;
}

interface UploadParts extends Owned {
  uploadId: string;
  firstByte: ColumnType<string, number, never>;
  name: string;
}

interface FileUses extends Owned {
  fileId: string;
  holderKind: 'post' | 'resource';
  holderId: string;
  isShown: boolean;
}

interface Resources extends Owned {
  id: string;
  communityId: string;
  givenBy: string;
  kind: 'link' | 'file' | 'picture' | 'audio' | 'video';
  title: string;
  titleKey: string;
  whySource: string;
  whyHtml: string;
  rendererVersion: number;
  topicId: string | null;
  licence: 'reserved' | 'by' | 'by-sa' | 'by-nc' | 'zero' | 'other';
  licenceWords: string;
  language: string | null;
  source: string;
  url: string | null;
  fileId: string | null;
  standing: Generated<'shown' | 'withdrawn'>;
  stoodBy: string | null;
  stoodAt: Date | null;
  thanks: Generated<number>;
  saysWhen: Generated<boolean>;
  hasEvidence: Generated<boolean>;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  replacedBy: string | null;
  createdAt: BornAt;
  updatedAt: BornAt;
}

interface ResourceGuides extends Owned {
  resourceId: string;
  part: 'when' | 'how' | 'example' | 'evidence';
  source: string;
  html: string;
  rendererVersion: number;
}

interface Collections extends Owned {
  id: string;
  communityId: string;
  madeBy: string;
  title: string;
  aboutSource: string;
  aboutHtml: string;
  rendererVersion: number;
  standing: Generated<'shown' | 'withdrawn'>;
  stoodBy: string | null;
  stoodAt: Date | null;
  createdAt: BornAt;
  updatedAt: BornAt;
}

interface CollectionItems extends Owned {
  collectionId: string;
  resourceId: string;
  position: number;
}

interface ResourceVersions extends Owned {
  resourceId: string;
  versionNo: number;
  fileId: string;
  givenBy: string;
  note: string;
  createdAt: BornAt;
}

interface RelatedResources extends Owned {
  oneId: string;
  otherId: string;
}

interface ResourceThanks extends Owned {
  resourceId: string;
  personId: string;
  createdAt: BornAt;
}

interface LibraryChanges extends Owned {
  id: string;
  communityId: string;
  madeBy: string;
  act: 'withdraw' | 'restore' | 'topic';
  topicId: string | null;
  before: Json;
  createdAt: BornAt;
  undoneAt: Date | null;
}

interface Stories extends Owned {
  id: string;
  communityId: string;
  holderKind: 'resource' | 'post';
  holderId: string;
  toldBy: string;
  outcome: 'worked' | 'partly' | 'not';
  triedSource: string;
  triedHtml: string;
  rendererVersion: number;
  numbers: Generated<string>;
  url: string | null;
  standing: Generated<'shown' | 'withdrawn'>;
  stoodBy: string | null;
  stoodAt: Date | null;
  stoodReason: Generated<string>;
  createdAt: BornAt;
  updatedAt: BornAt;
}

interface Captions extends Owned {
  id: string;
  resourceId: string;
  language: string;
  webVtt: string;
  writtenBy: string;
  updatedAt: Generated<Date>;
}

interface Chapters extends Owned {
  resourceId: string;
  beginsAtSeconds: number;
  title: string;
}

interface RemarkThreads extends Owned {
  resourceId: string;
  threadId: string;
}

interface RemarkMoments extends Owned {
  postId: string;
  seconds: number;
}

interface WatchedPlaces extends Owned {
  resourceId: string;
  personId: string;
  seconds: number;
  ofSeconds: number | null;
  speedPercent: number;
  captionsLanguage: string | null;
  updatedAt: Generated<Date>;
}

interface LinkPreviews extends Owned {
  resourceId: string;
  state: Generated<'waiting' | 'alive' | 'failing' | 'dead'>;
  failures: Generated<number>;
  title: string | null;
  site: string | null;
  pictureId: string | null;
  lookedAt: Date | null;
  lookNextAt: Generated<Date>;
}

interface Threads extends Owned {
  id: string;
  communityId: string;
  kind: 'discussion' | 'question' | 'idea' | 'announcement' | 'introduction';
  title: string;
  titleKey: Generated<string>;
  topicId: string | null;
  authorId: string | null;
  aliasNo: number | null;
  lastPostNo: number;
  lastPostAt: Date;
  lastPostBy: string | null;
  lastAliasNo: number | null;
  acceptedCount: Generated<number>;
  voteCount: Generated<number>;
  ideaState: IdeaState | null;
  standing: Generated<'visible' | 'hidden' | 'deleted'>;
  pinnedUntil: Date | null;
  lockedAt: Date | null;
  closesAt: Date | null;
  closesAfterDays: number | null;
  slowSeconds: number | null;
  isDelivered: Generated<boolean>;
  hasPrivateReplies: Generated<boolean>;
  mergedInto: string | null;
  mergedAfterNo: number | null;
  createdAt: BornAt;
}

type IdeaState = 'raised' | 'trying' | 'adopted' | 'dropped';

interface Posts extends Owned {
  id: string;
  threadId: string;
  postNo: number;
  authorId: string | null;
  aliasNo: number | null;
  parentNo: number | null;
  bodySource: string;
  bodyHtml: string;
  triedSource: string | null;
  triedHtml: string | null;
  rendererVersion: number;
  revisionNo: Generated<number>;
  editedAt: Date | null;
  standing: Generated<'visible' | 'hidden' | 'redacted' | 'deleted' | 'moved'>;
  movedTo: string | null;
  acceptedCount: Generated<number>;
  endorsedCount: Generated<number>;
  thanksCount: Generated<number>;
  helpedCount: Generated<number>;
  sameCount: Generated<number>;
  changeNo: Generated<number>;
  createdAt: BornAt;
}

interface Aliases extends Owned {
  threadId: string;
  personId: string;
  aliasNo: number;
  createdAt: BornAt;
}

interface PostMarks extends Owned {
  postId: string;
  kind: 'accepted' | 'endorsed';
  personId: string;
  createdAt: BornAt;
}

interface Reactions extends Owned {
  postId: string;
  kind: 'thanks' | 'helped' | 'same';
  personId: string;
  createdAt: BornAt;
}

interface ThreadVotes extends Owned {
  threadId: string;
  personId: string;
  createdAt: BornAt;
}

interface Polls extends Owned {
  threadId: string;
  question: string;
  mostChoices: number;
  shows: 'always' | 'voted' | 'closed';
  isSecret: boolean;
  closesAt: Date | null;
  closedAt: Date | null;
  voterCount: Generated<number>;
  createdAt: BornAt;
}

interface PollOptions extends Owned {
  threadId: string;
  optionNo: number;
  words: string;
  voteCount: Generated<number>;
}

interface PollBallots extends Owned {
  threadId: string;
  personId: string;
  choices: number[];
  votedAt: Generated<Date>;
}

interface ScheduledThreads extends Owned {
  id: string;
  communityId: string;
  authorId: string;
  title: string;
  kind: Threads['kind'];
  isAnonymous: boolean;
  fields: unknown;
  timeZone: string | null;
  postAt: Date;
  heldBecause: string | null;
  withdrawnAt: Date | null;
  createdAt: BornAt;
}

interface IdeaSteps extends Owned {
  threadId: string;
  stepNo: number;
  state: IdeaState;
  reason: string;
  personId: string;
  createdAt: BornAt;
}

interface PostRevisions extends Owned {
  postId: string;
  revisionNo: number;
  bodySource: string;
  triedSource: string | null;
  editedBy: string | null;
  reason: string | null;
  createdAt: Date;
}

interface Bookmarks extends Owned {
  personId: string;
  postId: string;
  createdAt: BornAt;
}

interface PostMentions extends Owned {
  postId: string;
  namedId: string;
  personId: string;
}

interface Watches extends Owned {
  personId: string;
  scope: 'community' | 'topic' | 'thread';
  scopeId: string;
  level: 'muted' | 'normal' | 'tracking' | 'watching';
  reason: 'chosen' | 'started' | 'replied' | 'mentioned';
  updatedAt: BornAt;
}

interface ThreadReaders extends Owned {
  threadId: string;
  personId: string;
  lastReadNo: number;
  lastVisitAt: BornAt;
  wroteAt: Date | null;
}

type Rule = 'off_topic' | 'unkind' | 'private' | 'spam' | 'wrong' | 'other';

interface Reports extends Owned {
  id: string;
  postId: string;
  reporterId: string;
  reason: Rule;
  words: string | null;
  state: Generated<'open' | 'upheld' | 'rejected'>;
  createdAt: BornAt;
  answeredBy: string | null;
  answeredAt: Date | null;
  note: string | null;
}

interface PrivateReplies extends Owned {
  id: string;
  postId: string;
  answererId: string;
  isFromAuthor: boolean;
  bodySource: string;
  bodyHtml: string;
  rendererVersion: number;
  createdAt: BornAt;
  seenAt: Date | null;
  removedAt: Date | null;
  withdrawnAt: Date | null;
  reportState: 'open' | 'upheld' | 'rejected' | null;
  reportReason: Rule | null;
  reportWords: string | null;
  reportedAt: Date | null;
  reportAnsweredBy: string | null;
  reportAnsweredAt: Date | null;
}

interface ModerationLog extends Owned {
  id: string;
  communityId: string;
  threadId: string;
  postId: string | null;
  actorId: string;
  actorRole: 'facilitator';
  deed:
    | 'hidden'
    | 'redacted'
    | 'deleted'
    | 'restored'
    | 'left'
    | 'upheld'
    | 'unsealed'
    | 'closed'
    | 'reopened'
    | 'timed'
    | 'slowed'
    | 'pinned'
    | 'unpinned'
    | 'moved'
    | 'arrived'
    | 'merged'
    | 'took_in'
    | 'split'
    | 'split_off';
  rule: Rule | null;
  words: string | null;
  beforeState: string | null;
  afterState: string | null;
  originalRevisionNo: number | null;
  createdAt: BornAt;
}

interface Appeals extends Owned {
  id: string;
  decisionId: string;
  kind: 'appeal' | 'mended';
  words: string | null;
  state: Generated<'open' | 'granted' | 'declined'>;
  createdAt: BornAt;
  answeredBy: string | null;
  answeredAt: Date | null;
  answer: string | null;
}

interface FeedAddresses extends Owned {
  communityId: string;
  personId: string;
  keyHash: string;
  language: string;
  createdAt: BornAt;
  lastUsedOn: Day | null;
}

interface JoiningCodes extends Owned {
  personId: string;
  codeHash: string;
  expiresAt: Date;
}

interface JoiningTries extends Owned {
  personId: string;
  tries: number;
  since: Date;
}

interface PersonJoins extends Owned {
  id: string;
  keptId: string;
  joinedId: string;
  joinedEmail: string | null;
  joinedAt: BornAt;
  undoneAt: Date | null;
}

interface PersonJoinRows extends Owned {
  id: string;
  joinId: string;
  tableName: string;
  columnName: string;
  rowKey: Json;
  putAside: Json | null;
}

/** Every table the program speaks to, in camelCase; migrations/ is the truth it mirrors. */
export interface Schema {
  organizations: Organizations;
  platforms: Platforms;
  deployments: Deployments;
  toolKeys: ToolKeys;
  logins: Logins;
  usedInvitations: UsedInvitations;
  persons: Persons;
  identities: Identities;
  courses: Courses;
  enrollments: Enrollments;
  placements: Placements;
  rosterEntries: RosterEntries;
  sessions: Sessions;
  communities: Communities;
  charters: Charters;
  topics: Topics;
  memberships: Memberships;
  helpOffers: HelpOffers;
  differences: Differences;
  joinRequests: JoinRequests;
  memberInvitations: MemberInvitations;
  terms: Terms;
  nominations: Nominations;
  sponsorships: Sponsorships;
  agendaItems: AgendaItems;
  agendaVotes: AgendaVotes;
  mappings: Mappings;
  activity: Activity;
  submissions: Submissions;
  drafts: Drafts;
  blobs: Blobs;
  files: Files;
  fileUses: FileUses;
  resources: Resources;
  resourceThanks: ResourceThanks;
  linkPreviews: LinkPreviews;
  libraryChanges: LibraryChanges;
  resourceGuides: ResourceGuides;
  relatedResources: RelatedResources;
  collections: Collections;
  collectionItems: CollectionItems;
  resourceVersions: ResourceVersions;
  stories: Stories;
  captions: Captions;
  chapters: Chapters;
  watchedPlaces: WatchedPlaces;
  media: Media;
  remarkThreads: RemarkThreads;
  remarkMoments: RemarkMoments;
  uploads: Uploads;
  uploadParts: UploadParts;
  threads: Threads;
  posts: Posts;
  threadReaders: ThreadReaders;
  aliases: Aliases;
  postMarks: PostMarks;
  reactions: Reactions;
  threadVotes: ThreadVotes;
  polls: Polls;
  pollOptions: PollOptions;
  pollBallots: PollBallots;
  scheduledThreads: ScheduledThreads;
  ideaSteps: IdeaSteps;
  postRevisions: PostRevisions;
  bookmarks: Bookmarks;
  postMentions: PostMentions;
  watches: Watches;
  reports: Reports;
  privateReplies: PrivateReplies;
  moderationLog: ModerationLog;
  appeals: Appeals;
  feedAddresses: FeedAddresses;
  joiningCodes: JoiningCodes;
  joiningTries: JoiningTries;
  personJoins: PersonJoins;
  personJoinRows: PersonJoinRows;
}
