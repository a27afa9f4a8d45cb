-- Books are read as well.
create or replace function has_text(media_type text) returns boolean language sql immutable parallel safe
return media_type = any('{text/plain, application/pdf, application/epub+zip,
  application/vnd.openxmlformats-officedocument.wordprocessingml.document,
  application/vnd.openxmlformats-officedocument.presentationml.presentation,
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,
  application/vnd.oasis.opendocument.text,
  application/vnd.oasis.opendocument.presentation,
  application/vnd.oasis.opendocument.spreadsheet}');

-- What is here already. Forced row security holds for the owner as well, who has no policy here.
do $$
declare
  guarded text;
  tables constant text[] := array['blobs', 'files', 'file_texts', 'file_uses', 'resources'];
begin
  foreach guarded in array tables loop
    execute format('alter table %I no force row level security', guarded);
  end loop;
  insert into file_texts (organization_id, sha256)
    select distinct files.organization_id, files.sha256 from files
     where files.media_type = 'application/epub+zip'
       and (exists (select from resources where resources.organization_id = files.organization_id
                       and resources.file_id = files.id)
            or exists (select from file_uses where file_uses.organization_id = files.organization_id
                          and file_uses.file_id = files.id and file_uses.is_shown
                          and file_uses.holder_kind in ('post', 'article')))
    on conflict do nothing;
  set constraints all immediate;
  foreach guarded in array tables loop
    execute format('alter table %I force row level security', guarded);
  end loop;
end $$;
