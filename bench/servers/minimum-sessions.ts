import pg from 'pg';

/** Who is behind a token, of which only the hash is kept. */
export interface MinimumSessions {
  add(tokenHash: string, person: string): Promise<void>;
  personOf(tokenHash: string): Promise<string | undefined>;
}

export function sessionsInMemory(): MinimumSessions {
  const sessions = new Map<string, string>();
  return {
    add: async (tokenHash, person) => {
      sessions.set(tokenHash, person);
    },
    personOf: async (tokenHash) => sessions.get(tokenHash),
  };
}

/** One statement each, in no transaction but its own; as many connections as Guildhall has. */
export async function sessionsInPostgres(url: string): Promise<MinimumSessions> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(
    `create table sessions (
       token_hash text primary key,
       person text not null,
       expires_at timestamptz not null
     )`,
  );
  return {
    add: async (tokenHash, person) => {
      await pool.query(
        `insert into sessions (token_hash, person, expires_at)
         values ($1, $2, now() + interval '12 hours')`,
        [tokenHash, person],
      );
    },
    personOf: async (tokenHash) => {
      const { rows } = await pool.query<{ person: string }>(
        'select person from sessions where token_hash = $1 and expires_at > now()',
        [tokenHash],
      );
      return rows[0]?.person;
    },
  };
}
