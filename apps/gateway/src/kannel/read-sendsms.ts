/** Refusal in the form of sendsms. */
export class SendsmsError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** One SMS of a request, and the receipts that it wants. */
export interface Sendsms {
  to: string;
  from?: string;
  text: string;
  /** Epoch ms. */
  notBefore?: number;
  expiresAt?: number;
  dlrMask: number;
  dlrUrl?: string;
}

/** Parameters as octets; `charset` states their encoding. */
export type Parameters = ReadonlyMap<string, Buffer>;

const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'iso-8859-1': 'latin1',
  latin1: 'latin1',
  'windows-1252': 'windows-1252',
  'utf-16be': 'utf-16be',
  'ucs-2': 'utf-16be',
};
/** Parameters whose meaning the platform does not have. */
const UNSUPPORTED = ['udh', 'wap-url', 'meta-data'];
const MAX_DLR_URL = 1_000;
const MAX_MINUTES = 43_200;

/** Splits `a=b&c=d`; of a name that is there twice, the first counts. */
export function parametersIn(...encoded: string[]): Parameters {
  const found = new Map<string, Buffer>();
  for (const pair of encoded.flatMap((each) => each.split('&'))) {
    const [name = '', ...rest] = pair.split('=');
    const key = octetsOf(name).toString('latin1');
    if (key !== '' && !found.has(key)) found.set(key, octetsOf(rest.join('=')));
  }
  return found;
}

const octetsOf = (encoded: string): Buffer =>
  Buffer.from(
    Buffer.from(encoded, 'utf8')
      .toString('latin1')
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

export const textIn = (parameters: Parameters, name: string): string | undefined =>
  parameters.get(name)?.toString('utf8') || undefined;

/** @throws SendsmsError 400 for what is missing or not supported */
export function readSendsms(parameters: Parameters, now: number): Sendsms {
  const unsupported = UNSUPPORTED.find((name) => parameters.has(name));
  if (unsupported !== undefined) throw new SendsmsError(400, `${unsupported} is not supported, rejected`);
  const to = textIn(parameters, 'to')?.trim();
  if (to === undefined || to === '') throw new SendsmsError(400, 'Missing receiver number, rejected');
  if (/\s/.test(to)) throw new SendsmsError(400, 'Several receiver numbers, rejected: send one request for each');
  const text = messageIn(parameters);
  const from = textIn(parameters, 'from');
  const validity = minutesIn(parameters, 'validity');
  const deferred = minutesIn(parameters, 'deferred');
  const dlrUrl = textIn(parameters, 'dlr-url');
  if (dlrUrl !== undefined && dlrUrl.length > MAX_DLR_URL) throw new SendsmsError(400, 'dlr-url is too long, rejected');
  return {
    ...{ to, text, dlrMask: dlrUrl === undefined ? 0 : (numberIn(parameters, 'dlr-mask', 63) ?? 0) },
    ...(from !== undefined && { from }),
    ...(validity !== undefined && { expiresAt: now + validity * 60_000 }),
    ...(deferred !== undefined && { notBefore: now + deferred * 60_000 }),
    ...(dlrUrl !== undefined && { dlrUrl }),
  };
}

function messageIn(parameters: Parameters): string {
  const coding = numberIn(parameters, 'coding', 2) ?? 0;
  if (coding === 1) throw new SendsmsError(400, 'Binary messages are not supported, rejected');
  const charset = textIn(parameters, 'charset')?.toLowerCase() ?? (coding === 2 ? 'utf-16be' : 'utf-8');
  const encoding = Object.hasOwn(ENCODINGS, charset) ? ENCODINGS[charset] : undefined;
  if (encoding === undefined) throw new SendsmsError(400, 'charset is not supported, rejected');
  const octets = parameters.get('text');
  if (!octets || octets.length === 0) throw new SendsmsError(400, 'Empty text, rejected');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(octets);
  } catch {
    throw new SendsmsError(400, 'text is not of its charset, rejected');
  }
}

function numberIn(parameters: Parameters, name: string, max: number): number | undefined {
  const given = textIn(parameters, name);
  if (given === undefined) return undefined;
  const number = /^\d{1,6}$/.test(given) ? Number(given) : Infinity;
  if (number > max) throw new SendsmsError(400, `${name} is not valid, rejected`);
  return number;
}

const minutesIn = (parameters: Parameters, name: string): number | undefined => numberIn(parameters, name, MAX_MINUTES);
