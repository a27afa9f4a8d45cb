-- A community that was merged into another keeps its row, so that its addresses lead to where its talk went.
alter table communities
  add column merged_into uuid,
  add column merged_at timestamptz,
  add column merged_by uuid,
  add foreign key (organization_id, merged_into) references communities,
  add foreign key (organization_id, merged_by) references persons,
  add check (merged_into is distinct from id),
  add check ((merged_into is null) = (merged_at is null) and (merged_into is null) = (merged_by is null));
create index communities_merged on communities (organization_id, merged_into) where merged_into is not null;

-- The record stays as it was written; only where it is read moves with the community.
grant update (community_id) on activity to guildhall_tenant;
