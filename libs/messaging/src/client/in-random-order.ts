/**
 * Returns the brokers in a random order at each call. kafkajs begins with the first of a list whenever a client is made, so a
 * client without retries would never find a cluster whose first broker is down.
 */
export const inRandomOrder = (brokers: readonly string[]) => (): string[] => {
  const shuffled = [...brokers];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as string, shuffled[last] as string];
  }
  return shuffled;
};
