/**
 * Like Promise.all, but a caller that receives an error may retry at once: no work continues in the background.
 * @throws the first error, once all work has ended
 */
export async function allSettled<R>(work: Promise<R>[]): Promise<R[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
