-- A facilitator's time in the role; without an end it is ongoing.
create table terms (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  ended_at timestamptz,
  -- The last of the reminders 60, 30 and 7 days before the end that was given.
  reminded_days integer,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons
);
create unique index terms_current on terms (organization_id, community_id, person_id) where ended_at is null;
create index terms_by_end on terms (organization_id, ends_on) where ended_at is null;
alter table memberships no force row level security;
insert into terms (organization_id, id, community_id, person_id, starts_on)
  select organization_id, gen_random_uuid(), community_id, person_id, joined_at::date
    from memberships where role = 'facilitator';
alter table memberships force row level security;
select keep_within_organization('terms');
grant select, insert, update on terms to guildhall_tenant;

-- Somebody asked to help lead. A third facilitator also needs the organization's administrator.
create table nominations (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  nominated_by uuid not null,
  -- From when, and until when; a nomination may take over from somebody whose term ends.
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  succeeds uuid,
  state text not null default 'asked'
    check (state in ('asked', 'accepted', 'declined', 'confirmed', 'refused', 'withdrawn')),
  created_at timestamptz not null default now(),
  answered_at timestamptz,
  confirmed_by uuid,
  confirmed_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons,
  foreign key (organization_id, nominated_by) references persons,
  foreign key (organization_id, succeeds) references persons,
  foreign key (organization_id, confirmed_by) references persons
);
create unique index nominations_open on nominations (organization_id, community_id, person_id)
  where state in ('asked', 'accepted');
select keep_within_organization('nominations');
grant select, insert, update on nominations to guildhall_tenant;

-- A sponsor supports the community without belonging to it, and does not read its talk.
create table sponsorships (
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
create index sponsorships_of_person on sponsorships (organization_id, person_id);
select keep_within_organization('sponsorships');
grant select, insert, delete on sponsorships to guildhall_tenant;
