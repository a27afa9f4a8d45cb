-- What HTML of ours says. Marks within a word do not part it; a heading, and each entry of a list, which seldom end in
-- a mark of their own, stand apart from what follows: "Why · Because the line drops", not "Why Because".
create or replace function search_plain(html text) returns text language sql immutable parallel safe
return replace(replace(replace(replace(replace(replace(
  regexp_replace(
    regexp_replace(
      regexp_replace(html, '</?(?:a|b|code|del|em|i|s|span|strong|sub|sup)(?:\s[^>]*)?>', '', 'g'),
      '</(?:h[1-6]|li)>(?:\s*</(?:li|ol|ul)>)*(?=\s*[^<\s]|\s*<[a-z])', ' · ', 'g'),
    '<[^>]*>', ' ', 'g'),
  '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&nbsp;', ' '), '&amp;', '&');

-- What is here already. Forced row security holds for the owner as well, who has no policy here.
do $$
declare
  guarded text;
  tables text[] := array(
    select relname from pg_class
     where relforcerowsecurity and relkind = 'r' and relnamespace = 'public'::regnamespace);
begin
  foreach guarded in array tables loop
    execute format('alter table %I no force row level security', guarded);
  end loop;
  perform put_article_document(organization_id, id) from articles
    where standing = 'shown' and published_no is not null;
  set constraints all immediate;
  foreach guarded in array tables loop
    execute format('alter table %I force row level security', guarded);
  end loop;
end $$;
