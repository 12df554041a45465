/**
 * Like Promise.all, but whoever is told of a fault may try again at once: nothing goes on behind their back.
 * @throws the first error, once all of it has ended
 */
export async function allSettled<R>(work: Promise<R>[]): Promise<R[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
