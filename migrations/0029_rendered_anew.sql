-- Finds what an older renderer made, and nothing where there is none.
create index posts_by_renderer on posts (organization_id, renderer_version);

-- The same words rendered anew are no change of the post.
drop trigger posts_count_change on posts;
create trigger posts_count_change before update on posts
  for each row when (old.* is distinct from new.* and old.author_id is not distinct from new.author_id
    and not (old.renderer_version <> new.renderer_version and old.body_source = new.body_source
      and old.tried_source is not distinct from new.tried_source))
  execute function count_change();

select jobs.create_queue('render-anew', '{"policy": "stately"}');
