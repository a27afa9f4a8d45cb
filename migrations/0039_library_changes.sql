-- What facilitators did to several resources at once, with how each stood before: so it can be undone.
create table library_changes (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  made_by uuid not null,
  act text not null check (act in ('withdraw', 'restore', 'topic')),
  -- Where all of them went, where that is a topic.
  topic_id uuid,
  -- By the id of each that was changed: the topic it had, or null.
  before jsonb not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, made_by) references persons
);
create index library_changes_of_person on library_changes (organization_id, made_by);
select keep_within_organization('library_changes');
grant select, insert, update on library_changes to guildhall_tenant;

-- The files of a community, the newest first.
create index files_of_community_newest on files (organization_id, community_id, id);
