import type pg from 'pg';

/** What PostgreSQL itself says of a table, read from its catalogue and from nothing of ours. */
export interface Table {
  name: string;
  enabled: boolean;
  forced: boolean;
  policies: number;
  owner: string;
  columns: Column[];
  uniques: { name: string; columns: string[] }[];
  references: Reference[];
}

export interface Column {
  name: string;
  type: string;
  /** A row cannot do without it, or it is the first of two of which a row has one. */
  required: boolean;
  /** The first of the words that a check allows, where it lists them. */
  word: string | null;
}

interface Reference {
  name: string;
  to: string;
  /** Checked only at commit, so that two tables may name each other. */
  deferred: boolean;
  columns: { from: string; to: string }[];
}

const statement = `
  select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    pg_get_userbyid(c.relowner) as owner,
    (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
    (select json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'required', (a.attnotnull and not a.atthasdef) or exists (
          select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
            and pg_get_constraintdef(k.oid) like 'CHECK (((' || a.attname || ' IS NULL) = (% IS NOT NULL)))'),
        'word', (select substring(pg_get_constraintdef(k.oid) from $$(?:ARRAY\\[|\\(\\w+ = )'([^']+)'$$)
          from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1)
      ) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(json_agg(json_build_object(
        'name', i.indexrelid::regclass::text,
        'columns', (select coalesce(json_agg(a.attname), '[]') from pg_attribute a
          where a.attrelid = c.oid and a.attnum = any (i.indkey::int2[]))
      )), '[]') from pg_index i where i.indrelid = c.oid and i.indisunique) as uniques,
    (select coalesce(json_agg(json_build_object(
        'name', k.conname, 'to', f.relname, 'deferred', k.condeferred,
        'columns', (select json_agg(json_build_object('from', a.attname, 'to', b.attname))
          from unnest(k.conkey, k.confkey) as pair (mine, theirs)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.mine
          join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.theirs)
      )), '[]') from pg_constraint k join pg_class f on f.oid = k.confrelid
      where k.conrelid = c.oid and k.contype = 'f') as references
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and c.relname <> 'schema_migrations'
  order by c.relname`;

export async function readTables(owner: pg.Pool): Promise<Table[]> {
  const { rows } = await owner.query<Table>(statement);
  return rows;
}

/** Every right of a role in the public schema: 'table: VERB' or 'table: VERB (columns)'. */
export async function rightsOf(owner: pg.Pool, role: string): Promise<string[]> {
  const { rows } = await owner.query<{ right: string }>(
    `select c.relname || ': ' || verb as right
       from pg_class c, unnest($2::text[]) as verb
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and has_table_privilege($1, c.oid, verb)
     union all
     select c.relname || ': ' || verb || ' (' || string_agg(a.attname, ', ' order by a.attnum) || ')'
       from pg_class c, pg_attribute a, unnest($3::text[]) as verb
       where c.relnamespace = 'public'::regnamespace and a.attrelid = c.oid and a.attnum > 0
         and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and not has_table_privilege($1, c.oid, verb)
         and has_column_privilege($1, c.oid, a.attnum, verb)
       group by c.relname, verb
     order by 1`,
    [
      role,
      ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
      ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
    ],
  );
  return rows.map(({ right }) => right);
}
