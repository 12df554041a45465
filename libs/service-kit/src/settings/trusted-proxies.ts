import { isIP } from 'node:net';
import { z } from 'zod';

/** Names that express knows for networks of this machine and of private addresses. */
const NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** `10.1.2.3`, `10.1.0.0/16`, `fd00::/8`, `loopback`: whoever asks from there may say for whom. */
export const trustedProxies = z.string().transform((list, context) => {
  const entries = list.split(/[,\s]+/).filter(Boolean);
  for (const entry of entries.filter((each) => !isNetwork(each))) {
    context.addIssue({ code: 'custom', message: `${entry} is no address, network or one of ${NAMES.join(', ')}` });
  }
  return entries;
});

function isNetwork(entry: string): boolean {
  if (NAMES.includes(entry)) return true;
  const [address = '', bits, ...more] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
