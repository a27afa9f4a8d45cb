-- How much an archive says that it holds, for whoever decides about it; of what came before this was kept, nothing.
alter table archive_imports add column extent jsonb;
