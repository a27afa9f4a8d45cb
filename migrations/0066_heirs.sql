alter table memberships
  -- When they said that they are moving on, where they did and did not take it back.
  add column moving_on_at timestamptz;

-- Whom somebody who looks after an article would have look after it next.
create table heirs (
  organization_id uuid not null,
  article_id uuid not null,
  named_by uuid not null,
  heir_id uuid not null,
  named_at timestamptz not null default now(),
  primary key (organization_id, article_id, named_by),
  foreign key (organization_id, article_id) references articles,
  foreign key (organization_id, named_by) references persons,
  foreign key (organization_id, heir_id) references persons
);
create index heirs_named_by on heirs (organization_id, named_by);
create index heirs_of_person on heirs (organization_id, heir_id);
select keep_within_organization('heirs');
grant select, insert, update, delete on heirs to guildhall_tenant;

-- What somebody alone looked after was given to others, at one time by one facilitator.
create table handovers (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  -- Who looked after it.
  left_by uuid not null,
  given_by uuid not null,
  given_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, left_by) references persons,
  foreign key (organization_id, given_by) references persons
);
create index handovers_of_community on handovers (organization_id, community_id, left_by, given_at);
create index handovers_left_by on handovers (organization_id, left_by);
create index handovers_given_by on handovers (organization_id, given_by);
select keep_within_organization('handovers');
grant select, insert, update on handovers to guildhall_tenant;

create table handed_articles (
  organization_id uuid not null,
  handover_id uuid not null,
  article_id uuid not null,
  heir_id uuid not null,
  primary key (organization_id, handover_id, article_id),
  foreign key (organization_id, handover_id) references handovers,
  foreign key (organization_id, article_id) references articles,
  foreign key (organization_id, heir_id) references persons
);
create index handed_articles_of_person on handed_articles (organization_id, heir_id);
create index handed_articles_of_article on handed_articles (organization_id, article_id);
select keep_within_organization('handed_articles');
grant select, insert, update (heir_id) on handed_articles to guildhall_tenant;
