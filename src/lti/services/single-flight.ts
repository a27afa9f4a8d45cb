export type SingleFlight<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** Whoever asks while the same work is under way gets that work's outcome; nothing is kept after it. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const underWay = new Map<string, Promise<T>>();
  return (key, work) => {
    const flight = underWay.get(key) ?? work().finally(() => underWay.delete(key));
    underWay.set(key, flight);
    return flight;
  };
}
