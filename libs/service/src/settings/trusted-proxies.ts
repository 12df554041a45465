import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** Names of express for networks of this machine and of private addresses. */
const NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** List of proxies whose X-Forwarded-For is trusted: `10.1.2.3`, `10.1.0.0/16`, `fd00::/8`, `loopback`. */
export const trustedProxies = z.string().transform((list, context) => {
  const entries = list.split(/[,\s]+/).filter(Boolean);
  for (const entry of entries.filter((each) => !isNetwork(each))) {
    context.addIssue({
      code: 'custom',
      message: `${entry} must be an IP address, a network, or one of ${NAMES.join(', ')}`,
    });
  }
  if (!entries.every(isNetwork)) return entries;
  const why = entries.map(whyTooWide).find(Boolean) ?? togetherTooWide(entries);
  if (why !== undefined) context.addIssue({ code: 'custom', message: why });
  return entries;
});

/** Shortest prefix of a network; proxies of large providers are far below. */
const WIDEST = { 4: 8, 6: 16 };
/** Unique local addresses: `fd00::/8`, as a whole, is a private network. */
const UNIQUE_LOCAL = /^f[cd]/i;

function partsOf(entry: string): { family: 4 | 6; bits: number; isOwn: boolean } | undefined {
  const [address = '', given] = entry.split('/');
  const family = isIP(address);
  if (family !== 4 && family !== 6) return undefined;
  return { family, bits: Number(given ?? (family === 4 ? 32 : 128)), isOwn: UNIQUE_LOCAL.test(address) };
}

function whyTooWide(entry: string): string | undefined {
  const parts = partsOf(entry);
  if (!parts) return undefined;
  if (parts.bits < WIDEST[parts.family] && !(parts.isOwn && parts.bits >= 7))
    return `${entry} is half a world: whoever asks from there could say for whom. Name the networks of your proxies alone, /${WIDEST[parts.family]} or smaller`;
  return parts.family === 6 && holdsAllOfIpv4(entry) ? `${entry} holds every IPv4 address in its IPv6 form` : undefined;
}

function holdsAllOfIpv4(entry: string): boolean {
  const [address = '', bits = '128'] = entry.split('/');
  const list = new BlockList();
  list.addSubnet(address, Number(bits), 'ipv6');
  return ['1.1.1.1', '200.1.1.1'].every((each) => list.check(`::ffff:${each}`, 'ipv6'));
}

/** Limits the sum of all networks to four times the widest, since many small networks make up a large one. */
function togetherTooWide(entries: readonly string[]): string | undefined {
  for (const family of [4, 6] as const) {
    const own = entries
      .flatMap((entry) => partsOf(entry) ?? [])
      .filter((each) => each.family === family && !each.isOwn);
    const share = own.reduce((sum, { bits }) => sum + 2 ** -bits, 0);
    if (share > 4 * 2 ** -WIDEST[family])
      return `the networks of IPv${family} hold too much together: name those of your proxies alone`;
  }
  return undefined;
}

function isNetwork(entry: string): boolean {
  if (NAMES.includes(entry)) return true;
  const [address = '', bits, ...more] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
