import pg from 'pg';

/** Makes a database anew. @returns its address */
export async function createDatabase(
  urlOf: (name: string) => string,
  name: string,
): Promise<string> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return urlOf(name);
}
