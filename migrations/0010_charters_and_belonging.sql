-- A charter says more than a purpose: what we do, what each role gives, how we treat one another, and how
-- often. Each is Markdown, as written.
alter table charters
  add column activities text not null default '' check (length(activities) <= 4000),
  add column contributions text not null default '' check (length(contributions) <= 4000),
  add column conduct text not null default '' check (length(conduct) <= 4000),
  add column rhythm text not null default '' check (length(rhythm) <= 1000),
  -- A material change is asked about again; the note says why it was made.
  add column is_material boolean not null default false,
  add column note text not null default '' check (length(note) <= 1000);

alter table communities
  -- The charter version a member must have accepted, or a later one, to write; 0 asks for nothing.
  add column binding_version integer not null default 0;

alter table memberships
  add column level text check (level in ('core', 'active', 'occasional', 'observer')),
  add column accepted_version integer not null default 0,
  add column accepted_at timestamptz,
  add column left_at timestamptz;

-- Asking to be let in, where joining is by request; and being asked in by a facilitator.
create table join_requests (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  words text not null check (length(words) <= 2000),
  accepted_version integer not null,
  created_at timestamptz not null default now(),
  answer text check (answer in ('welcome', 'declined')),
  answered_at timestamptz,
  answered_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons,
  foreign key (organization_id, answered_by) references persons
);
create unique index join_requests_waiting on join_requests (organization_id, community_id, person_id)
  where answered_at is null;
select keep_within_organization('join_requests');
grant select, insert, update on join_requests to guildhall_tenant;

create table member_invitations (
  organization_id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, community_id, person_id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons,
  foreign key (organization_id, invited_by) references persons
);
select keep_within_organization('member_invitations');
grant select, insert, delete on member_invitations to guildhall_tenant;
