-- The queue's tables, in the schema jobs, are made by its library before any migration runs (db/queue-tables.ts).
-- The program speaks to its queue in a role that reaches these tables and nothing of any organization.
-- Only ids wait here, so rows of several organizations may lie side by side.
do $$
begin
  if not exists (select from pg_roles where rolname = 'guildhall_queue') then
    create role guildhall_queue nologin nosuperuser nobypassrls;
  end if;
end $$;
grant guildhall_queue to current_user;
grant usage on schema jobs to guildhall_queue;
grant select, insert, update, delete on jobs.job, jobs.archive to guildhall_queue;
grant select on jobs.queue, jobs.version to guildhall_queue;

-- A queue is a partition, so it is made here. In a stately one, of equal jobs one waits and one runs.
select jobs.create_queue('clean-up', '{"policy": "stately"}');
