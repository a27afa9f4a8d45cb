-- The thread of the talk in which a resource is talked about.
create table remark_threads (
  organization_id uuid not null,
  resource_id uuid not null,
  thread_id uuid not null,
  primary key (organization_id, resource_id),
  unique (organization_id, thread_id),
  foreign key (organization_id, resource_id) references resources,
  foreign key (organization_id, thread_id) references threads
);
select keep_within_organization('remark_threads');
grant select, insert, update on remark_threads to guildhall_tenant;

-- The moment of a recording that a post is about.
create table remark_moments (
  organization_id uuid not null,
  post_id uuid not null,
  seconds integer not null check (seconds >= 0),
  primary key (organization_id, post_id),
  foreign key (organization_id, post_id) references posts
);
select keep_within_organization('remark_moments');
grant select, insert on remark_moments to guildhall_tenant;
