/**
 * A question many ask at once. Each caller gets an answer that was asked for after its call: the question under way may
 * have looked before, so whoever comes meanwhile shares the next one.
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
