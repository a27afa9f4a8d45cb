-- A course proposes, the community agrees. Only an agreed mapping opens the door.
alter table mappings
  add column state text not null default 'agreed' check (state in ('proposed', 'agreed', 'declined')),
  add column answered_by uuid,
  add column answered_at timestamptz,
  add foreign key (organization_id, answered_by) references persons;
create index mappings_proposed on mappings (organization_id, community_id) where state = 'proposed';
grant update, delete on mappings to guildhall_tenant;

-- Where a copied course came from, as its platform or a deep link tells, until its instructor has said
-- whether it stays in the same community.
alter table courses
  add column copied_from uuid,
  add column copy_answered_at timestamptz,
  add foreign key (organization_id, copied_from) references courses;
