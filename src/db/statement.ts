import { sql, type Compilable, type CompiledQuery, type RawBuilder } from 'kysely';
import type { Transaction } from './transaction.ts';

/** Stands in a statement for the value of this name. */
export type Given<Values> = <Name extends keyof Values>(name: Name) => RawBuilder<Values[Name]>;

/**
 * A statement that is built once and from then on only given its values. Kysely takes longer to build and
 * compile a small statement than to send it and read the answer, so those of every launch and every request
 * are built this way.
 *
 * @param build called once, so its text may not depend on the values
 */
export function statement<Values extends object, Row>(
  build: (tx: Transaction, given: Given<Values>) => Compilable<Row>,
): (tx: Transaction, values: Values) => Promise<Row[]> {
  const places = new Map<unknown, keyof Values>();
  let compiled: CompiledQuery<Row> | undefined;

  const given: Given<Values> = (name) => {
    const place = {};
    places.set(place, name);
    return sql`${place}`;
  };

  return async (tx, values) => {
    compiled ??= build(tx, given).compile();
    const parameters = compiled.parameters.map((parameter) => {
      const name = places.get(parameter);
      return name === undefined ? parameter : values[name];
    });
    const { rows } = await tx.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  };
}
