/** Whoever wrote something, as others may see them: by name, or by the number of their alias in the thread. */
export interface Writer {
  name: string | null;
  aliasNo: number | null;
}
