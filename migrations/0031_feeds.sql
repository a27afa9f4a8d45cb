-- Where a member reads a community in a program of their own. The address opens the talk of that one community
-- to whoever has it, and nothing else; its key is kept as a keyed hash alone.
create table feed_addresses (
  organization_id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  key_hash text not null unique,
  -- What the feed's own words are in.
  language text not null,
  created_at timestamptz not null default now(),
  last_used_on date,
  primary key (organization_id, community_id, person_id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons
);
create index feed_addresses_of_person on feed_addresses (organization_id, person_id);
select keep_within_organization('feed_addresses');
create policy at_the_door on feed_addresses for select to guildhall_door using (true);
grant select, insert, update, delete on feed_addresses to guildhall_tenant;
-- A program that reads feeds knows nothing but the address.
grant select on feed_addresses to guildhall_door;
