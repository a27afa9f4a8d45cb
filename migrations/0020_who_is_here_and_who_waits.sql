-- Names as they are sorted: without case and accents, alike on either engine.
alter table persons add column name_key text
  generated always as (lower(regexp_replace(normalize(name, NFKD), U&'[\0300-\036F]', '', 'g'))) stored;

-- A question waits for its facilitator once it had no reply for so many working days.
alter table communities add column reply_days integer not null default 2 check (reply_days between 1 and 20);

create index threads_waiting on threads (organization_id, community_id, id)
  where kind = 'question' and last_post_no = 1;
create index memberships_leading on memberships (organization_id, community_id)
  where role = 'facilitator' and left_at is null;
create index memberships_by_arrival on memberships (organization_id, community_id, joined_at)
  where left_at is null;
