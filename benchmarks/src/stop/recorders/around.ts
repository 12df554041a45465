type Method = (...args: never[]) => unknown;

/** Calls `before` with the arguments of each call of a method, private ones included, and `after` once its promise has resolved. */
export function around<A extends unknown[]>(
  { prototype }: { prototype: unknown },
  method: string,
  before: (...args: A) => void,
  after?: (...args: A) => void,
): void {
  const methods = prototype as Record<string, Method>;
  const original = methods[method];
  if (!original) throw new Error(`There is no method ${method} to observe`);
  methods[method] = function (this: unknown, ...args: never[]) {
    before(...(args as unknown as A));
    const result = original.apply(this, args);
    if (after)
      void Promise.resolve(result).then(
        () => after(...(args as unknown as A)),
        () => undefined,
      );
    return result;
  };
}
