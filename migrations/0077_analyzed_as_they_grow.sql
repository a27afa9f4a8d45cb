-- PostgreSQL plans by what it knows of its tables, and learns of new rows when they are committed. A community that came
-- into an empty database, in one transaction, was put beside all that had come before it, post by post: 100,000 took
-- six minutes. Whoever adds much at once says so now and then, and what has grown to ten times what is known of it is
-- looked at; where there is much already, nothing is. Whoever looks at it already is not waited for.
create function analyze_what_grew() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  grown regclass;
begin
  for grown in
    select oid from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace
       and pg_relation_size(oid) / current_setting('block_size')::integer > 10 * greatest(relpages, 1)
  loop
    execute format('analyze (skip_locked) %s', grown);
  end loop;
end $$;
revoke execute on function analyze_what_grew from public;
grant execute on function analyze_what_grew to guildhall_tenant;
