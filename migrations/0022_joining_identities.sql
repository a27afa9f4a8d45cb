-- Two persons are found to be one, by a code that one of them is given and the other enters.
create table joining_codes (
  organization_id uuid not null,
  person_id uuid not null,
  -- A keyed hash: the code itself is nowhere but on the page of whoever asked.
  code_hash text not null,
  expires_at timestamptz not null,
  primary key (organization_id, person_id),
  unique (organization_id, code_hash),
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('joining_codes');
grant select, insert, update, delete on joining_codes to guildhall_tenant;

-- How often somebody entered a code lately.
create table joining_tries (
  organization_id uuid not null,
  person_id uuid not null,
  tries integer not null,
  since timestamptz not null,
  primary key (organization_id, person_id),
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('joining_tries');
grant select, insert, update on joining_tries to guildhall_tenant;

-- The log: which person went into which, and whether that was taken back.
create table person_joins (
  organization_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  joined_id uuid not null,
  -- Nobody may find, by its address, a person who is another now; it comes back with them.
  joined_email text,
  joined_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, kept_id) references persons,
  foreign key (organization_id, joined_id) references persons
);
create unique index person_joins_standing on person_joins (organization_id, joined_id) where undone_at is null;
create index person_joins_of_person on person_joins (organization_id, kept_id, joined_at);
select keep_within_organization('person_joins');
grant select, insert, update on person_joins to guildhall_tenant;

-- One for every row that a join touched. Without put_aside it came to name the person who was kept; with it,
-- it said the same of both and was taken away, to be written again when the join is undone.
create table person_join_rows (
  organization_id uuid not null,
  id uuid not null,
  join_id uuid not null,
  table_name text not null,
  column_name text not null,
  row_key jsonb not null,
  put_aside jsonb,
  primary key (organization_id, id),
  foreign key (organization_id, join_id) references person_joins
);
create index person_join_rows_of_join on person_join_rows (organization_id, join_id, table_name, column_name);
select keep_within_organization('person_join_rows');
grant select, insert on person_join_rows to guildhall_tenant;

-- A person who came from two platforms goes by the name that the first one tells.
alter table identities add column names_person boolean not null default true;

-- Who a row is of may change, and nothing else of what is otherwise never edited.
grant update (person_id) on activity, agenda_votes to guildhall_tenant;
grant update (person_id, invited_by) on member_invitations to guildhall_tenant;
grant update (person_id, named_by) on sponsorships to guildhall_tenant;
grant update (created_by) on charters, differences to guildhall_tenant;
-- What one person has twice is put aside, whole, into person_join_rows.
grant delete on memberships, thread_readers, terms, nominations, help_offers, join_requests to guildhall_tenant;

create index activity_of_person on activity (organization_id, person_id);
create index posts_of_author on posts (organization_id, author_id);
create index threads_of_author on threads (organization_id, author_id);
