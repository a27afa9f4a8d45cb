-- Who asked that everybody in the organization may read an article; somebody else answers.
alter table articles
  add column reach_asked_by uuid,
  add column reach_asked_at timestamptz,
  add foreign key (organization_id, reach_asked_by) references persons,
  add check ((reach_asked_by is null) = (reach_asked_at is null)),
  add check (reach_asked_by is null or reach = 'community'),
  -- Nobody reads beyond the community what its own readers do not read.
  add check (reach = 'community' or published_no is not null);
create index articles_of_reach_asker on articles (organization_id, reach_asked_by);
create index articles_for_everybody on articles (organization_id, updated_at desc, id desc)
  where reach = 'organization' and standing = 'shown';
