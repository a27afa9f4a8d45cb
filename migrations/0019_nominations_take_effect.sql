-- When the rights that a nomination gives moved: on the first day of the term, at the earliest.
alter table nominations add column took_effect_at timestamptz;
drop index nominations_open;
create unique index nominations_open on nominations (organization_id, community_id, person_id)
  where state in ('asked', 'accepted') or (state = 'confirmed' and took_effect_at is null);

-- Somebody may be named by their exact address.
create index persons_by_email on persons (organization_id, lower(email)) where email is not null;

select jobs.create_queue('turn-terms', '{"policy": "stately"}');
