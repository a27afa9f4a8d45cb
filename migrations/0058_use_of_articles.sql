-- What members say of the use that an article was to them: whether, and where not, what is missing. Who said it is
-- kept so that each says it once and may say otherwise, and is shown to nobody.
create table article_verdicts (
  organization_id uuid not null,
  id uuid not null,
  article_id uuid not null,
  person_id uuid not null,
  is_useful boolean not null,
  missing text not null default '' check (length(missing) <= 500),
  given_at timestamptz not null default now(),
  -- When whoever looks after the article dealt with what is missing.
  settled_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, article_id, person_id),
  foreign key (organization_id, article_id) references articles,
  foreign key (organization_id, person_id) references persons,
  check (missing = '' or not is_useful)
);
create index article_verdicts_of_person on article_verdicts (organization_id, person_id);
create index article_verdicts_open on article_verdicts (organization_id, article_id, id)
  where missing <> '' and settled_at is null;
select keep_within_organization('article_verdicts');
grant select, insert, update, delete on article_verdicts to guildhall_tenant;

-- How something went is told of articles, too.
alter table stories drop constraint stories_holder_kind_check;
alter table stories add constraint stories_holder_kind_check
  check (holder_kind in ('resource', 'post', 'article'));
