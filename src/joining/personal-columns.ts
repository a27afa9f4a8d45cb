/** A column that says whose a row is. */
export interface PersonalColumn {
  table: string;
  column: string;
  /** What tells its rows apart, besides the organization and this column. */
  key: readonly [string, ...string[]];
  /** Where two rows would say of one person twice what can be said once. */
  rivals?: {
    /** They agree in this, */
    on: string;
    /** and in both this condition holds. */
    while?: string;
    /** The greater one stays; among equals, and without this, the row of the person who is kept. */
    rank?: string;
  };
  /** When the column was last written, for one that may be written again by other acts. */
  writtenAt?: string;
}

const membershipRank =
  "case when left_at is not null then 0 when role = 'facilitator' then 2 else 1 end";
const openNomination =
  "state in ('asked', 'accepted') or (state = 'confirmed' and took_effect_at is null)";

/**
 * Every column that names a person, except those that go with a visit or a form press, which end by
 * themselves, and those of the joining itself. A test compares this with the database's own catalogue.
 */
export const personalColumns: readonly PersonalColumn[] = [
  { table: 'identities', column: 'person_id', key: ['platform_id', 'subject'] },
  { table: 'enrollments', column: 'person_id', key: ['course_id'] },
  { table: 'communities', column: 'created_by', key: ['id'] },
  { table: 'communities', column: 'merged_by', key: ['id'] },
  { table: 'charters', column: 'created_by', key: ['community_id', 'version'] },
  {
    table: 'memberships',
    column: 'person_id',
    key: ['community_id'],
    rivals: { on: 'community_id', rank: membershipRank },
  },
  { table: 'mappings', column: 'created_by', key: ['course_id', 'community_id'] },
  {
    table: 'mappings',
    column: 'answered_by',
    key: ['course_id', 'community_id'],
    writtenAt: 'answered_at',
  },
  { table: 'activity', column: 'person_id', key: ['id'] },
  { table: 'threads', column: 'author_id', key: ['id'] },
  { table: 'threads', column: 'last_post_by', key: ['id'], writtenAt: 'last_post_at' },
  { table: 'posts', column: 'author_id', key: ['id'] },
  { table: 'search_documents', column: 'author_id', key: ['id'] },
  { table: 'files', column: 'given_by', key: ['id'] },
  { table: 'resources', column: 'given_by', key: ['id'] },
  { table: 'library_changes', column: 'made_by', key: ['id'] },
  { table: 'resources', column: 'stood_by', key: ['id'], writtenAt: 'stood_at' },
  {
    table: 'resource_thanks',
    column: 'person_id',
    key: ['resource_id'],
    rivals: { on: 'resource_id' },
  },
  { table: 'resources', column: 'reviewed_by', key: ['id'], writtenAt: 'reviewed_at' },
  { table: 'collections', column: 'made_by', key: ['id'] },
  { table: 'collections', column: 'stood_by', key: ['id'], writtenAt: 'stood_at' },
  { table: 'resource_versions', column: 'given_by', key: ['resource_id', 'version_no'] },
  { table: 'stories', column: 'told_by', key: ['id'] },
  { table: 'stories', column: 'stood_by', key: ['id'], writtenAt: 'stood_at' },
  { table: 'articles', column: 'stood_by', key: ['id'], writtenAt: 'stood_at' },
  { table: 'articles', column: 'checked_by', key: ['id'], writtenAt: 'checked_at' },
  { table: 'resources', column: 'reach_asked_by', key: ['id'], writtenAt: 'reach_asked_at' },
  { table: 'collections', column: 'reach_asked_by', key: ['id'], writtenAt: 'reach_asked_at' },
  { table: 'articles', column: 'reach_asked_by', key: ['id'], writtenAt: 'reach_asked_at' },
  { table: 'article_revisions', column: 'written_by', key: ['article_id', 'revision_no'] },
  { table: 'article_publications', column: 'published_by', key: ['article_id', 'revision_no'] },
  { table: 'article_reviews', column: 'asked_by', key: ['article_id', 'revision_no'] },
  { table: 'article_reviews', column: 'decided_by', key: ['article_id', 'revision_no'] },
  { table: 'glossary_terms', column: 'worded_by', key: ['id'], writtenAt: 'worded_at' },
  {
    table: 'article_verdicts',
    column: 'person_id',
    key: ['id'],
    rivals: { on: 'article_id' },
  },
  {
    table: 'article_owners',
    column: 'person_id',
    key: ['article_id'],
    rivals: { on: 'article_id' },
  },
  {
    table: 'knowledge_reviewers',
    column: 'person_id',
    key: ['community_id'],
    rivals: { on: 'community_id' },
  },
  { table: 'knowledge_reviewers', column: 'named_by', key: ['community_id', 'person_id'] },
  {
    table: 'heirs',
    column: 'named_by',
    key: ['article_id'],
    rivals: { on: 'article_id', rank: 'extract(epoch from named_at)' },
  },
  { table: 'heirs', column: 'heir_id', key: ['article_id', 'named_by'], writtenAt: 'named_at' },
  { table: 'handovers', column: 'left_by', key: ['id'] },
  { table: 'handovers', column: 'given_by', key: ['id'] },
  { table: 'handed_articles', column: 'heir_id', key: ['handover_id', 'article_id'] },
  { table: 'uploads', column: 'given_by', key: ['id'] },
  { table: 'archive_imports', column: 'begun_by', key: ['id'] },
  { table: 'captions', column: 'written_by', key: ['id'], writtenAt: 'updated_at' },
  {
    table: 'watched_places',
    column: 'person_id',
    key: ['resource_id'],
    rivals: { on: 'resource_id', rank: 'extract(epoch from updated_at)' },
  },
  {
    table: 'drafts',
    column: 'person_id',
    key: ['target'],
    rivals: { on: 'target', rank: 'extract(epoch from updated_at)' },
  },
  {
    table: 'thread_readers',
    column: 'person_id',
    key: ['thread_id'],
    rivals: { on: 'thread_id', rank: 'last_read_no' },
  },
  { table: 'outside_questions', column: 'asker_id', key: ['thread_id'] },
  { table: 'aliases', column: 'person_id', key: ['thread_id'], rivals: { on: 'thread_id' } },
  { table: 'post_mentions', column: 'person_id', key: ['post_id', 'named_id'] },
  { table: 'helper_asks', column: 'person_id', key: ['thread_id'], rivals: { on: 'thread_id' } },
  {
    table: 'post_marks',
    column: 'person_id',
    key: ['post_id', 'kind'],
    rivals: { on: '(post_id, kind)' },
  },
  {
    table: 'reactions',
    column: 'person_id',
    key: ['post_id', 'kind'],
    rivals: { on: '(post_id, kind)' },
  },
  { table: 'thread_votes', column: 'person_id', key: ['thread_id'], rivals: { on: 'thread_id' } },
  { table: 'poll_ballots', column: 'person_id', key: ['thread_id'], rivals: { on: 'thread_id' } },
  { table: 'scheduled_threads', column: 'author_id', key: ['id'] },
  { table: 'idea_steps', column: 'person_id', key: ['thread_id', 'step_no'] },
  { table: 'post_revisions', column: 'edited_by', key: ['post_id', 'revision_no'] },
  { table: 'bookmarks', column: 'person_id', key: ['post_id'], rivals: { on: 'post_id' } },
  {
    table: 'watches',
    column: 'person_id',
    key: ['scope', 'scope_id'],
    rivals: { on: '(scope, scope_id)' },
  },
  {
    table: 'feed_addresses',
    column: 'person_id',
    key: ['community_id'],
    rivals: { on: 'community_id', rank: 'extract(epoch from created_at)' },
  },
  {
    table: 'reports',
    column: 'reporter_id',
    key: ['id'],
    rivals: { on: 'post_id', while: "state = 'open'" },
  },
  { table: 'reports', column: 'answered_by', key: ['id'] },
  { table: 'private_replies', column: 'answerer_id', key: ['id'] },
  { table: 'private_replies', column: 'report_answered_by', key: ['id'] },
  { table: 'moderation_log', column: 'actor_id', key: ['id'] },
  { table: 'appeals', column: 'answered_by', key: ['id'] },
  {
    table: 'help_offers',
    column: 'person_id',
    key: ['id'],
    rivals: { on: 'community_id', while: 'answered_at is null' },
  },
  { table: 'help_offers', column: 'answered_by', key: ['id'] },
  { table: 'differences', column: 'created_by', key: ['community_id', 'near_community_id'] },
  {
    table: 'join_requests',
    column: 'person_id',
    key: ['id'],
    rivals: { on: 'community_id', while: 'answered_at is null' },
  },
  { table: 'join_requests', column: 'answered_by', key: ['id'] },
  {
    table: 'member_invitations',
    column: 'person_id',
    key: ['community_id'],
    rivals: { on: 'community_id' },
  },
  { table: 'member_invitations', column: 'invited_by', key: ['community_id', 'person_id'] },
  {
    table: 'terms',
    column: 'person_id',
    key: ['id'],
    rivals: { on: 'community_id', while: 'ended_at is null' },
  },
  {
    table: 'nominations',
    column: 'person_id',
    key: ['id'],
    rivals: { on: 'community_id', while: openNomination },
  },
  { table: 'nominations', column: 'nominated_by', key: ['id'] },
  { table: 'nominations', column: 'succeeds', key: ['id'] },
  { table: 'nominations', column: 'confirmed_by', key: ['id'] },
  {
    table: 'sponsorships',
    column: 'person_id',
    key: ['community_id'],
    rivals: { on: 'community_id' },
  },
  { table: 'sponsorships', column: 'named_by', key: ['community_id', 'person_id'] },
  { table: 'agenda_items', column: 'raised_by', key: ['id'] },
  { table: 'agenda_votes', column: 'person_id', key: ['item_id'], rivals: { on: 'item_id' } },
];

/** Those that a join leaves as they are, as 'table.column'. */
export const leftAlone: readonly string[] = [
  'sessions.person_id',
  'submissions.person_id',
  'joining_codes.person_id',
  'joining_tries.person_id',
  'person_joins.kept_id',
  'person_joins.joined_id',
];
