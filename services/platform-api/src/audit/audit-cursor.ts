interface Query<T> {
  cursor(): AsyncIterable<T> & { close(): Promise<unknown> };
}

/** Reads a query as far as its reader goes, and closes its cursor then: Mongoose's own iterator does not. */
export async function* reading<T, U>(query: Query<T>, read: (record: T) => U): AsyncGenerator<U> {
  const cursor = query.cursor();
  try {
    for await (const record of cursor) yield read(record);
  } finally {
    await cursor.close();
  }
}
