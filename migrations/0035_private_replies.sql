-- What somebody who may speak for the subject says to a post's author alone, and what the author says back.
create table private_replies (
  organization_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  -- Who answered. The other of the two is whoever wrote the post, which stands with the post, or sealed behind
  -- its alias, and never here.
  answerer_id uuid not null,
  is_from_author boolean not null,
  body_source text not null check (length(body_source) between 1 and 32000),
  body_html text not null,
  renderer_version integer not null,
  created_at timestamptz not null default now(),
  -- By whoever got it, and when they had it taken out of their sight.
  seen_at timestamptz,
  removed_at timestamptz,
  -- By whoever wrote it.
  withdrawn_at timestamptz,
  -- What whoever got it has against it; from then on the facilitators can read it, and no sooner.
  report_state text check (report_state in ('open', 'upheld', 'rejected')),
  report_reason text check (report_reason in ('off_topic', 'unkind', 'private', 'spam', 'wrong', 'other')),
  report_words text check (length(report_words) between 1 and 2000),
  reported_at timestamptz,
  report_answered_by uuid,
  report_answered_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, post_id) references posts,
  foreign key (organization_id, answerer_id) references persons,
  foreign key (organization_id, report_answered_by) references persons,
  check ((report_state is null) = (report_reason is null)),
  check ((report_state is null) = (reported_at is null)),
  check ((report_answered_at is null) = (coalesce(report_state, 'open') = 'open'))
);
create index private_replies_of_post on private_replies (organization_id, post_id, id);
create index private_replies_unseen on private_replies (organization_id, post_id)
  where seen_at is null and withdrawn_at is null and removed_at is null;
create index private_replies_reported on private_replies (organization_id, id) where report_state = 'open';
create index private_replies_stale on private_replies (organization_id, renderer_version);
select keep_within_organization('private_replies');
grant select, insert, update on private_replies to guildhall_tenant;

-- Spares every other thread's page the question.
alter table threads
  add column has_private_replies boolean not null default false;
