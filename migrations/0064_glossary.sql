-- What a community means by its words.
create table glossary_terms (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  term text not null check (length(term) between 1 and 100),
  -- As words are compared, without case and marks.
  term_key text not null,
  meaning text not null check (length(meaning) between 1 and 500),
  -- That says more about it.
  article_id uuid,
  -- By whom it was last worded.
  worded_by uuid not null,
  worded_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, community_id, term_key),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, article_id) references articles,
  foreign key (organization_id, worded_by) references persons
);
create index glossary_terms_of_article on glossary_terms (organization_id, article_id);
create index glossary_terms_of_person on glossary_terms (organization_id, worded_by);
select keep_within_organization('glossary_terms');
grant select, insert, update, delete on glossary_terms to guildhall_tenant;
