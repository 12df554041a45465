/** Characters that Kafka permits in names, short enough to leave room for ours (249 in all). */
export const PREFIX_FORM = /^[a-zA-Z0-9._-]{0,100}$/;

/** Names of topics and groups: `inside` as our code uses them, `outside` as they are on the broker. */
export class Names {
  /** @throws RangeError if Kafka does not permit it in a name */
  constructor(private readonly prefix: string) {
    if (!PREFIX_FORM.test(prefix)) {
      throw new RangeError(
        `"${prefix}" cannot begin a topic's name: at most 100 letters, digits, dots, dashes, underscores`,
      );
    }
  }

  outside(name: string): string {
    return this.prefix + name;
  }

  /** Names of other platforms are unchanged: they are never requested. */
  inside(name: string): string {
    return this.isOurs(name) ? name.slice(this.prefix.length) : name;
  }

  isOurs(name: string): boolean {
    return name.startsWith(this.prefix);
  }

  /** Renames its `topic`, and nothing else. */
  outward<T extends { topic: string }>(named: T): T {
    return { ...named, topic: this.outside(named.topic) };
  }

  inward<T extends { topic: string }>(named: T): T {
    return { ...named, topic: this.inside(named.topic) };
  }
}

/**
 * Wraps a client of kafkajs, an object of functions. Functions without names pass; one that nobody has translated would reach
 * topics of other platforms, so it is refused.
 * @param translated - the functions that are translated
 * @param nameless - functions that take and return no names
 */
export function translatedClient<C extends object>(
  client: C,
  translated: Partial<C>,
  nameless: readonly (keyof C)[],
): C {
  const entries = Object.keys(client).map((key) => {
    const name = key as keyof C;
    if (name in translated) return [name, translated[name]];
    if (nameless.includes(name)) return [name, client[name]];
    const refuse = () => {
      throw new Error(`${key} is not translated for KAFKA_PREFIX: add it in libs/messaging/src/client/prefix`);
    };
    return [name, refuse];
  });
  return Object.fromEntries(entries) as C;
}
