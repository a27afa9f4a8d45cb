-- Whatever sweeps up may delete what a form press did, but only once nobody can press that form any more.
create index submissions_by_age on submissions (created_at);
create policy past_use on submissions to guildhall_door
  using (created_at < now() - interval '7 days') with check (false);
grant select (created_at), delete on submissions to guildhall_door;
