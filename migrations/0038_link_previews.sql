-- What the server found where a shared link leads, and whether it still leads anywhere.
create table link_previews (
  organization_id uuid not null,
  resource_id uuid not null,
  -- Alive is also what answers and lets nobody read it; failing is what did not answer the last time.
  state text not null default 'waiting' check (state in ('waiting', 'alive', 'failing', 'dead')),
  failures integer not null default 0,
  title text check (length(title) <= 255),
  site text check (length(site) <= 255),
  picture_id uuid,
  looked_at timestamptz,
  look_next_at timestamptz not null default now(),
  primary key (organization_id, resource_id),
  foreign key (organization_id, resource_id) references resources,
  foreign key (organization_id, picture_id) references files
);
create index link_previews_due on link_previews (organization_id, look_next_at, resource_id);
create index link_previews_dead on link_previews (organization_id, resource_id) where state = 'dead';
create index link_previews_with_picture on link_previews (organization_id, picture_id);
select keep_within_organization('link_previews');
grant select, insert, update on link_previews to guildhall_tenant;

select jobs.create_queue('look-at-link', '{"policy": "stately"}');
select jobs.create_queue('look-at-links', '{"policy": "stately"}');
