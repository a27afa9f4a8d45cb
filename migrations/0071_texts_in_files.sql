-- What files say, read out of them in the background once for each content, so that they are found by it.
create table file_texts (
  organization_id uuid not null,
  sha256 text not null,
  -- In one line.
  body text not null default '' check (octet_length(body) <= 200000),
  -- The same as it is compared (search_aligned), and what it is found by.
  folded text not null default '',
  words tsvector not null default '',
  -- Why it could not be read.
  problem text check (problem in ('locked', 'damaged', 'large', 'slow', 'heavy', 'lost')),
  noted_at timestamptz not null default now(),
  -- Null while it waits.
  read_at timestamptz,
  primary key (organization_id, sha256),
  foreign key (organization_id, sha256) references blobs on delete cascade,
  check (read_at is not null or (body = '' and problem is null))
);
create index file_texts_waiting on file_texts (organization_id, noted_at, sha256) where read_at is null;
select keep_within_organization('file_texts');
grant select, insert, update (body, folded, words, problem, read_at), delete on file_texts to guildhall_tenant;

-- What is said in captions, in the same three ways.
alter table captions
  add column said text not null default '',
  add column folded text not null default '',
  add column words tsvector not null default '';

-- A text as it is compared, each character in its place, so that a place in the one is a place in the other. It begins
-- with a space, so that every word does.
create function search_aligned(written text) returns text language sql immutable parallel safe
return ' ' || regexp_replace(
  translate(lower(written),
    'àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżžأإآؤئ',
    'aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzzاااوي'),
  '[\u0001-/:-@\[-`{-\u00a9\u00ab\u00b7\u00bb\u060c\u061b\u061f\u2000-\u206f\u3000-\u303f]', ' ', 'g');

-- Where in such a text most of these beginnings of words stand together; zero where none does.
create function search_place(folded text, beginnings text[]) returns integer language sql immutable parallel safe
return coalesce((
  with said as materialized (
    -- Unpacked once, not for each word.
    select folded || '' as text
  ), sought as materialized (
    select case when beginning ~ '^[\u3040-\u30ff\u3400-\u9fff]' then beginning else ' ' || beginning end as word
      from unnest(beginnings) as beginning
  ), places as materialized (
    select distinct place, substr(said.text, greatest(1, place - 80), 200) as nearby
      from said cross join sought cross join lateral (select strpos(said.text, sought.word) as place) as first
     where place > 0
  )
  select place from places
   order by (select count(*) from sought where strpos(nearby, word) > 0) desc, place limit 1), 0);

-- What a text inside something is found by: less than half of what a text search vector holds, whatever it is. Phrases
-- are looked for by stems; the words themselves need no places besides.
create function search_inside(written text, language regconfig) returns tsvector
  language plpgsql stable parallel safe as $$
declare
  terms text := search_terms(written);
begin
  while octet_length(terms) > 180000 loop
    terms := left(terms, length(terms) * 9 / 10);
  end loop;
  return setweight(to_tsvector(coalesce(language, search_language(terms)), terms), 'D')
    || strip(to_tsvector('simple', terms));
end $$;

create function read_file_text() returns trigger language plpgsql as $$
begin
  new.folded := search_aligned(new.body);
  new.words := search_inside(new.body, null);
  return new;
end $$;
create trigger read_file_text before insert or update of body on file_texts for each row
  execute function read_file_text();

create function read_captions() returns trigger language plpgsql as $$
begin
  new.said := left(trim(regexp_replace(regexp_replace(normalize(left(new.web_vtt, 120000), nfkc),
    '^WEBVTT[^\n]*|[^\n]*-->[^\n]*|<[^<>]*>', ' ', 'gn'), '\s+', ' ', 'g')), 60000);
  new.folded := search_aligned(new.said);
  new.words := search_inside(new.said, search_configuration(new.language));
  return new;
end $$;
create trigger read_captions before insert or update of web_vtt on captions for each row
  execute function read_captions();

-- The files whose text is read; the rest have none that a program finds.
create function has_text(media_type text) returns boolean language sql immutable parallel safe
return media_type = any('{text/plain, application/pdf,
  application/vnd.openxmlformats-officedocument.wordprocessingml.document,
  application/vnd.openxmlformats-officedocument.presentationml.presentation,
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,
  application/vnd.oasis.opendocument.text,
  application/vnd.oasis.opendocument.presentation,
  application/vnd.oasis.opendocument.spreadsheet}');

create function note_file_text() returns trigger language plpgsql as $$
begin
  insert into file_texts (organization_id, sha256)
    select organization_id, sha256 from files
     where organization_id = new.organization_id and id = new.file_id and has_text(media_type)
    on conflict do nothing;
  return null;
end $$;
create trigger note_file_text after insert or update of file_id on resources for each row
  when (new.file_id is not null) execute function note_file_text();

-- To what a resource is found by itself comes what is said in it, as much as one text search vector holds.
create function with_words_inside(own tsvector, organization uuid, resource uuid) returns tsvector
  language plpgsql stable as $$
declare
  most constant integer := 1000000;
  inside tsvector;
begin
  for inside in
    select text.words from resources
      join files on files.organization_id = resources.organization_id and files.id = resources.file_id
      join file_texts as text on text.organization_id = files.organization_id and text.sha256 = files.sha256
     where resources.organization_id = organization and resources.id = resource and text.words <> ''
    union all (
      select captions.words from captions
       where captions.organization_id = organization and captions.resource_id = resource and captions.words <> ''
       order by captions.language)
  loop
    if pg_column_size(own) + pg_column_size(inside) < most then
      own := own || inside;
    end if;
  end loop;
  return own;
end $$;

create or replace function put_resource_document(organization uuid, resource uuid) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = resource
     and not exists (select from resources where resources.organization_id = organization
                        and resources.id = resource and resources.standing = 'shown');
  insert into search_documents (organization_id, id, kind, community_id, reach, title, body, words, topic_id,
                                author_id, trust, shown_at, useful)
    select organization, resources.id, 'resource', resources.community_id, resources.reach, resources.title,
           said.body,
           with_words_inside(search_vector(spoken.language, read.title, read.body, search_terms(around.words)),
                             organization, resources.id),
           resources.topic_id, resources.given_by,
           least(100, resources.thanks + case when resources.reviewed_at is null then 0 else 4 end
             + 2 * resources.has_evidence::integer + resources.says_when::integer)::smallint,
           resources.created_at, usefulness(organization, 'resource', resources.id)
      from resources
     cross join lateral (
       select search_bounded(search_plain(concat_ws(' ', resources.why_html, (
         select string_agg(html, ' ' order by part) from resource_guides
          where resource_guides.organization_id = organization and resource_guides.resource_id = resource)))) as body
     ) as said
     cross join lateral (
       select concat_ws(' ', resources.source,
         (select name from files where files.organization_id = organization and files.id = resources.file_id)) as words
     ) as around
     cross join lateral (
       select search_terms(resources.title) as title, search_terms(said.body) as body) as read
     cross join lateral (
       select coalesce(search_configuration(resources.language),
                       search_language(read.title || ' ' || read.body)) as language) as spoken
     where resources.organization_id = organization and resources.id = resource and resources.standing = 'shown'
    on conflict (organization_id, id) do update
      set community_id = excluded.community_id, reach = excluded.reach, title = excluded.title, body = excluded.body,
          words = excluded.words, topic_id = excluded.topic_id, author_id = excluded.author_id,
          trust = excluded.trust, useful = excluded.useful,
          changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
$$;

create function find_file_text() returns trigger language plpgsql as $$
begin
  perform put_resource_document(resources.organization_id, resources.id)
     from files
     join resources on resources.organization_id = files.organization_id and resources.file_id = files.id
    where files.organization_id = new.organization_id and files.sha256 = new.sha256;
  return null;
end $$;
create trigger find_file_text after update of body on file_texts for each row
  when (old.body <> new.body) execute function find_file_text();

select jobs.create_queue('read-text', '{"policy": "stately"}');
select jobs.create_queue('read-texts', '{"policy": "stately"}');

-- What is here already. Forced row security holds for the owner as well, who has no policy here.
do $$
declare
  guarded text;
  tables constant text[] := array['captions', 'file_texts', 'files', 'blobs', 'resources', 'resource_guides',
    'search_documents', 'search_readings', 'stories', 'persons', 'communities', 'topics', 'threads', 'organizations'];
begin
  foreach guarded in array tables loop
    execute format('alter table %I no force row level security', guarded);
  end loop;
  insert into file_texts (organization_id, sha256)
    select distinct files.organization_id, files.sha256 from files
      join resources on resources.organization_id = files.organization_id and resources.file_id = files.id
     where has_text(files.media_type);
  update captions set web_vtt = web_vtt;
  set constraints all immediate;
  foreach guarded in array tables loop
    execute format('alter table %I force row level security', guarded);
  end loop;
end $$;
