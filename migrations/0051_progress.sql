-- What a community settled and wrote down lately, without reading everything else that was done in it.
create index activity_of_progress on activity (organization_id, community_id, id)
  where verb in ('accepted', 'published', 'checked');
