import { sql, type CompiledQuery, type RawBuilder } from 'kysely';
import type { NamedQuery } from './connection.ts';
import type { Transaction } from './transaction.ts';

/** Stands in a statement for the value of this name. */
export type Given<Values> = <Name extends keyof Values>(name: Name) => RawBuilder<Values[Name]>;

/** What can be built: with Kysely's builders, or as text. */
interface Compilable<Row> {
  compile(tx: Transaction): CompiledQuery<Row>;
}

let built = 0;

/**
 * A statement that is built once and from then on only given its values. Kysely takes longer to build and
 * compile a small statement than to send it and read the answer, and PostgreSQL longer to plan one than to run
 * it; so those of every launch and every request are built this way, under a name by which each connection
 * keeps its plan. PostgreSQL keeps one only where the values would make no better; a value that could only mislead its
 * guess stands as `(select …)`, where it is not seen.
 *
 * @param build called once, so its text may not depend on the values
 */
export function statement<Values extends object, Row>(
  build: (tx: Transaction, given: Given<Values>) => Compilable<Row>,
): (tx: Transaction, values: Values) => Promise<Row[]> {
  const places = new Map<unknown, keyof Values>();
  const name = `statement ${(built += 1)}`;
  let compiled: CompiledQuery<Row> | undefined;

  const given: Given<Values> = (name) => {
    const place = {};
    places.set(place, name);
    return sql`${place}`;
  };

  return async (tx, values) => {
    compiled ??= build(tx, given).compile(tx);
    const parameters = compiled.parameters.map((parameter) => {
      const name = places.get(parameter);
      return name === undefined ? parameter : values[name];
    });
    const query: NamedQuery = { ...compiled, parameters, name };
    const { rows } = await tx.executeQuery<Row>(query);
    return rows;
  };
}
