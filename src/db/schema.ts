import type { ActivityTables } from './schema/activity.ts';
import type { AgendaTables } from './schema/agenda.ts';
import type { CommunityTables } from './schema/communities.ts';
import type { ContinuityTables } from './schema/continuity.ts';
import type { CourseTables } from './schema/courses.ts';
import type { DiscussionTables } from './schema/discussions.ts';
import type { FeedTables } from './schema/feeds.ts';
import type { FileTables } from './schema/files.ts';
import type { JoiningTables } from './schema/joining.ts';
import type { GlossaryTables } from './schema/glossary.ts';
import type { KnowledgeTables } from './schema/knowledge.ts';
import type { OrganizationTables } from './schema/organization.ts';
import type { LtiTables } from './schema/lti.ts';
import type { MediaTables } from './schema/media.ts';
import type { ModerationTables } from './schema/moderation.ts';
import type { PersonTables } from './schema/people.ts';
import type { PollTables } from './schema/polls.ts';
import type { PortabilityTables } from './schema/portability.ts';
import type { PrivateReplyTables } from './schema/private-replies.ts';
import type { RemarkTables } from './schema/remarks.ts';
import type { ResourceTables } from './schema/resources.ts';
import type { SearchTables } from './schema/search.ts';
import type { SessionTables } from './schema/sessions.ts';
import type { SourceTables } from './schema/sources.ts';
import type { StoryTables } from './schema/stories.ts';
import type { WatchingTables } from './schema/watching.ts';
import type { WritingTables } from './schema/writing.ts';

/** Every table the program speaks to, in camelCase; migrations/ is the truth it mirrors. */
export interface Schema
  extends
    LtiTables,
    SessionTables,
    PersonTables,
    CourseTables,
    CommunityTables,
    ActivityTables,
    AgendaTables,
    JoiningTables,
    FileTables,
    WritingTables,
    PollTables,
    PortabilityTables,
    DiscussionTables,
    StoryTables,
    WatchingTables,
    MediaTables,
    ResourceTables,
    GlossaryTables,
    KnowledgeTables,
    OrganizationTables,
    SourceTables,
    ContinuityTables,
    RemarkTables,
    FeedTables,
    PrivateReplyTables,
    ModerationTables,
    SearchTables {}
