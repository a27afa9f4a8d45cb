-- The tree that the articles of a community stand in.
create table article_sections (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  parent_id uuid,
  title text not null check (length(title) between 1 and 255),
  -- Among those of its parent, or of none.
  position integer not null check (position > 0),
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, parent_id) references article_sections,
  check (parent_id <> id)
);
create index article_sections_in_order on article_sections (organization_id, community_id, position);
create index article_sections_of_parent on article_sections (organization_id, parent_id);
select keep_within_organization('article_sections');
grant select, insert, update, delete on article_sections to guildhall_tenant;

-- What a community knows. Its words are its revisions: the latest, and the one that everybody reads.
create table articles (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  section_id uuid,
  -- Among those of its section, or of none.
  position integer not null check (position > 0),
  kind text not null check (kind in ('page', 'how-to', 'lesson', 'checklist', 'decision')),
  -- Of the published revision; of the latest while none is published.
  title text not null check (length(title) between 1 and 255),
  head_no integer not null default 1 check (head_no > 0),
  published_no integer check (published_no between 1 and head_no),
  -- Who may read it, besides the members of its community and whoever else may read that.
  reach text not null default 'community' check (reach in ('community', 'organization')),
  standing text not null default 'shown' check (standing in ('shown', 'withdrawn')),
  -- By whom it was last withdrawn or shown again, where somebody did either.
  stood_by uuid,
  stood_at timestamptz,
  topic_id uuid,
  -- Who last said that it holds, and the day by which somebody is to look again.
  checked_by uuid,
  checked_at timestamptz,
  next_check_on date,
  created_at timestamptz not null default now(),
  -- When what everybody reads of it was last changed.
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, section_id) references article_sections,
  foreign key (organization_id, community_id, topic_id) references topics (organization_id, community_id, id),
  foreign key (organization_id, stood_by) references persons,
  foreign key (organization_id, checked_by) references persons,
  check ((checked_by is null) = (checked_at is null))
);
create index articles_in_order on articles (organization_id, community_id, section_id, position, id);
create index articles_of_section on articles (organization_id, section_id);
create index articles_of_topic on articles (organization_id, topic_id);
create index articles_lately on articles (organization_id, community_id, standing, updated_at);
create index articles_to_check on articles (organization_id, next_check_on) where next_check_on is not null;
create index articles_unsettled on articles (organization_id, community_id, id)
  where published_no is null or published_no <> head_no;
select keep_within_organization('articles');
grant select, insert, update on articles to guildhall_tenant;

-- Every wording of an article. None is ever changed; a newer renderer may make its HTML anew.
create table article_revisions (
  organization_id uuid not null,
  article_id uuid not null,
  revision_no integer not null check (revision_no > 0),
  title text not null check (length(title) between 1 and 255),
  source text not null check (length(source) between 1 and 40000),
  html text not null,
  renderer_version integer not null,
  written_by uuid not null,
  -- What was changed, and why.
  reason text not null default '' check (length(reason) <= 500),
  -- The revision whose words these are again.
  same_as integer check (same_as < revision_no),
  created_at timestamptz not null default now(),
  primary key (organization_id, article_id, revision_no),
  foreign key (organization_id, article_id) references articles,
  foreign key (organization_id, written_by) references persons
);
create index article_revisions_of_person on article_revisions (organization_id, written_by);
create index article_revisions_by_renderer on article_revisions (organization_id, renderer_version);
select keep_within_organization('article_revisions');
grant select, insert, update (html, renderer_version, written_by) on article_revisions to guildhall_tenant;

-- The revisions that everybody read at some time.
create table article_publications (
  organization_id uuid not null,
  article_id uuid not null,
  revision_no integer not null,
  published_by uuid not null,
  published_at timestamptz not null default now(),
  primary key (organization_id, article_id, revision_no),
  foreign key (organization_id, article_id, revision_no) references article_revisions,
  foreign key (organization_id, published_by) references persons
);
create index article_publications_of_person on article_publications (organization_id, published_by);
select keep_within_organization('article_publications');
grant select, insert, update (published_by) on article_publications to guildhall_tenant;

-- What somebody asks of a revision, and what it is answered: of this revision, and of no other.
create table article_reviews (
  organization_id uuid not null,
  article_id uuid not null,
  revision_no integer not null,
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  note text not null default '' check (length(note) <= 2000),
  decision text check (decision in ('approved', 'changes asked')),
  decided_by uuid,
  decided_at timestamptz,
  answer text not null default '' check (length(answer) <= 2000),
  primary key (organization_id, article_id, revision_no),
  foreign key (organization_id, article_id, revision_no) references article_revisions,
  foreign key (organization_id, asked_by) references persons,
  foreign key (organization_id, decided_by) references persons,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null))
);
create index article_reviews_of_asker on article_reviews (organization_id, asked_by);
create index article_reviews_of_decider on article_reviews (organization_id, decided_by);
select keep_within_organization('article_reviews');
grant select, insert, update (decision, decided_by, decided_at, answer, asked_by) on article_reviews to guildhall_tenant;

-- Who sees to it that an article holds.
create table article_owners (
  organization_id uuid not null,
  article_id uuid not null,
  person_id uuid not null,
  since timestamptz not null default now(),
  primary key (organization_id, article_id, person_id),
  foreign key (organization_id, article_id) references articles,
  foreign key (organization_id, person_id) references persons
);
create index article_owners_of_person on article_owners (organization_id, person_id);
select keep_within_organization('article_owners');
grant select, insert, update, delete on article_owners to guildhall_tenant;

-- Members who may publish and approve besides the facilitators.
create table knowledge_reviewers (
  organization_id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  named_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, community_id, person_id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons,
  foreign key (organization_id, named_by) references persons
);
create index knowledge_reviewers_of_person on knowledge_reviewers (organization_id, person_id);
create index knowledge_reviewers_of_namer on knowledge_reviewers (organization_id, named_by);
select keep_within_organization('knowledge_reviewers');
grant select, insert, update, delete on knowledge_reviewers to guildhall_tenant;

-- What everybody reads of an article shows its files to everybody; what waits shows them to those who may see that.
alter table file_uses drop constraint file_uses_holder_kind_check;
alter table file_uses add constraint file_uses_holder_kind_check
  check (holder_kind in ('post', 'resource', 'article', 'article head'));

-- Who else has begun to write for the same place.
create index drafts_of_target on drafts (organization_id, target);
