-- What matters to the members, raised and ranked by them.
create table agenda_items (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  title text not null check (length(title) between 1 and 255),
  raised_by uuid not null,
  state text not null default 'raised' check (state in ('raised', 'exploring', 'settled')),
  -- Kept with every vote, since the list is ranked by it.
  votes integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, raised_by) references persons
);
create index agenda_items_ranked on agenda_items (organization_id, community_id, votes desc, id);
select keep_within_organization('agenda_items');
grant select, insert, update on agenda_items to guildhall_tenant;

create table agenda_votes (
  organization_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, item_id, person_id),
  foreign key (organization_id, item_id) references agenda_items,
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('agenda_votes');
grant select, insert, delete on agenda_votes to guildhall_tenant;
