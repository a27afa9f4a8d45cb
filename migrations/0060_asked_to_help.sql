-- Members who are asked about a question that nobody replied to, each of them once.
create table helper_asks (
  organization_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null,
  asked_at timestamptz not null default now(),
  primary key (organization_id, thread_id, person_id),
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, person_id) references persons
);
create index helper_asks_of_person on helper_asks (organization_id, person_id, asked_at);
select keep_within_organization('helper_asks');
grant select, insert, update, delete on helper_asks to guildhall_tenant;

select jobs.create_queue('ask-helpers', '{"policy": "stately"}');
