/**
 * Shares a query between concurrent callers. Each caller gets a result that was read after its call: the query in progress
 * may have read before, so later callers share the next one.
 */
export function shareCalls<T>(ask: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const start = (): Promise<T> => {
    next = undefined;
    const asked = ask().finally(() => (current = undefined));
    current = asked;
    return asked;
  };
  return () => {
    if (!current) return start();
    return (next ??= current.then(start, start));
  };
}
