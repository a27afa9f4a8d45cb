-- Which groups of three letters a text has, as marks on a board of 512 places; two groups may share one.
-- Comparing boards tells quickly which names cannot be alike, where similarity() would take each name
-- to pieces again.
create function letter_marks(words text) returns bit(512) language sql immutable strict parallel safe
return (
  select coalesce(bit_or(set_bit(B'0'::bit(512), ('x' || left(md5(letters), 3))::bit(12)::integer / 8, 1)),
                  B'0'::bit(512))
    from unnest(show_trgm(words)) as letters
);

alter table communities add column name_marks bit(512) not null
  generated always as (letter_marks(name_key)) stored;
