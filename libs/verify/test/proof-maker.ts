import {
  type KeyObject,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign as signBytes,
} from 'node:crypto';

// Proofs as the service makes them, and as anybody can make them who knows the form: the form is public, and no secret is in it.

export type Json = Record<string, unknown>;

export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
};
const sha256 = (...parts: (Buffer | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const digestOf = (value: unknown): string => sha256(canonical(value)).toString('hex');
const leafBytes = (content: Buffer | string): Buffer => sha256(Buffer.from([0]), content);
/** Leaf of a head in the tree of its day. */
export const leafOf = (head: string): string => leafBytes(Buffer.from(head, 'hex')).toString('hex');
const join = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.from([1]), left, right);

/** A root of at most two leaves, and the path of the first. */
const treeOf = (leaves: Buffer[]): { root: string; paths: string[][] } => {
  const [one, other] = leaves;
  if (!one || leaves.length > 2) throw new RangeError('one or two leaves');
  return other
    ? { root: join(one, other).toString('hex'), paths: [[other.toString('hex')], [one.toString('hex')]] }
    : { root: one.toString('hex'), paths: [[]] };
};

export interface Doc extends Json {
  messageId: string;
  request: Json;
  decisions: Json[];
  statuses: Json[];
  receipt: Json | null;
  seals: Json[];
  acts?: Json[];
  actSeals?: Json[];
}

/** API key of the platform, or an anonymous caller. */
export class Key {
  readonly publicKey: string;
  readonly id: string;

  constructor(private readonly key: KeyObject = generateKeyPairSync('ed25519').privateKey) {
    const open = createPublicKey(key);
    this.publicKey = open.export({ type: 'spki', format: 'pem' }).toString();
    const der = open.export({ type: 'spki', format: 'der' });
    this.id = createHash('sha256').update(der).digest('base64url').slice(0, 22);
  }

  sign(statement: string): string {
    return signBytes(null, Buffer.from(statement), this.key).toString('base64');
  }

  /** Key as GET /v1/proof-keys lists it. */
  listed(more: object = {}): object {
    const own = { keyId: this.id, algorithm: 'Ed25519', publicKey: this.publicKey };
    return { ...own, validFrom: '2026-11-20T00:00:00.000Z', validUntil: null, revokedFrom: null, ...more };
  }

  /** The document as the platform gives it. */
  give<D extends object>(document: D): D {
    const { signature: _, ...rest } = document as D & { signature?: object };
    const made = sign(rest);
    const signature = this.sign(`stopsms-proof-document/1 sha256:${made.digest}`);
    return { ...made, signature: { keyId: this.id, publicKey: this.publicKey, signature } } as unknown as D;
  }
}

/** The same with another digest: whoever alters a document can do as much. The signature stays as it is. */
export const sign = <D extends object>(document: D): D & { digest: string } => {
  const { digest: _, signature, ...rest } = document as D & { digest?: string; signature?: object };
  return { ...(rest as unknown as D), digest: digestOf(rest), ...(signature && { signature }) };
};

const SHARED = ['verdict', 'code', 'pack', 'window', 'trust', 'review'];

function contentOf({ request, decisions, statuses, receipt }: Doc, entry: string): Json {
  if (entry === 'receipt') return { receipt };
  const decision = decisions.find(({ attempt }) => String(attempt) === entry);
  const status = statuses.find((each) => `${String(each['attempt'])}:${String(each['status'])}` === entry);
  if (!decision) return { status };
  const { advertiserId, campaignId, category, region, recipientKey, traceparent } = request;
  const members = Object.entries(decision);
  const record = ([name, value]: [string, unknown]) => [
    name,
    (name === 'consent' || name === 'reading') && typeof value === 'object' ? digestOf(value) : value,
  ];
  return {
    context: digestOf({
      ...{ advertiserId, campaignId, category, region },
      ...Object.fromEntries(members.filter(([name]) => SHARED.includes(name))),
    }),
    decision: Object.fromEntries(members.filter(([name]) => !SHARED.includes(name)).map(record)),
    ...(entry === '1' && { request: { recipientKey, traceparent } }),
  };
}

/** Batches behind each other, of one day. */
export class Sealer {
  private seq = 0;
  private previousHead: string | null = null;

  constructor(
    private readonly key?: Key,
    private readonly sealedAt = '2026-11-25T10:01:00.000Z',
  ) {}

  /** Seals entries of a document behind those that it has. */
  seal(doc: Doc, entries: string[]): void {
    const facts = doc.seals.flatMap((seal) => seal['facts'] as Json[]);
    let previous = (facts.at(-1)?.['hash'] as string | undefined) ?? null;
    const made = entries.map((entry) => {
      const leaf = leafBytes(
        canonical({
          ...{ format: 'stopsms-proof/2', messageId: doc.messageId, entry, previous },
          ...contentOf(doc, entry),
        }),
      );
      const fact = { entry, previous, hash: leaf.toString('hex') };
      previous = fact.hash;
      return { fact, leaf };
    });
    doc.seals.push(this.batchOf(made));
  }

  sealActs(doc: Doc, acts: Json[]): void {
    const made = acts.map((act) => {
      const leaf = leafBytes(canonical({ ...act, format: 'stopsms-audit/1' }));
      const entry = `${String(act['id'])}:${String(act['stage'])}`;
      return { fact: { entry, previous: null, hash: leaf.toString('hex') }, leaf };
    });
    doc.actSeals = [...(doc.actSeals ?? []), this.batchOf(made)];
  }

  private batchOf(made: { fact: Json; leaf: Buffer }[]): Json {
    const { root, paths } = treeOf(made.map(({ leaf }) => leaf));
    const { sealedAt, previousHead: previous } = this;
    const batch = {
      seq: ++this.seq,
      day: sealedAt.slice(0, 10),
      sealedAt,
      count: made.length,
      root,
      previous,
      ...(this.key && { signedBy: this.key.id }),
    };
    const head = (this.previousHead = digestOf(batch));
    const facts = made.map(({ fact }, position) => ({ ...fact, position, path: paths[position] }));
    return {
      facts,
      batch,
      head,
      ...(this.key && { signature: this.key.sign(`stopsms-proof-head/1 ${head}`) }),
      day: null,
    };
  }
}

export const AT = '2026-11-25T10:00:00.000Z';
export const TEXT = 'Lorane : -20% sur les manteaux ce week-end. STOP 36180';
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64url')}`;
const ADVERTISER = '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01';

/** A document that nothing seals yet. */
export function unsealedDoc(more: Partial<Doc>): Doc {
  return {
    ...{ format: 'stopsms-proof/2', messageId: randomUUID(), issuedAt: '2026-11-25T10:02:00.000Z' },
    ...{ advertiser: 'Lorane', summary: '', explanation: { happened: [], wouldChange: [] }, consentsSince: [] },
    sealing: { state: 'sealed', detail: '' },
    request: {
      ...{ advertiserId: ADVERTISER, campaignId: null, category: 'marketing', region: 'FR' },
      ...{ recipientKey: 'ghaTd8L7tdWdC90EMtZtdA', traceparent: '00-1bb4-06cb-00', requestedAt: AT },
      textHash: hashOf(TEXT),
    },
    ...{ decisions: [], statuses: [], receipt: null, seals: [] },
    ...more,
  };
}

export const REFUSED = {
  ...{ attempt: 1, at: AT, verdict: 'refused', code: 'CONSENT_MISSING', detail: 'No consent.', textHash: hashOf(TEXT) },
};

/** Document of a refused advert as the service issues it. */
export function refusedDoc(key: Key, sealer = new Sealer(key)): Doc {
  const doc = unsealedDoc({ decisions: [REFUSED] });
  sealer.seal(doc, ['1']);
  return key.give(doc);
}

/** Another story about it, which nothing seals. */
export const invented = (attempt = 2) => ({
  decision: {
    ...{ attempt, at: '2026-11-25T10:00:30.000Z', verdict: 'cleared', textHash: hashOf(TEXT) },
    sentTextHash: hashOf('An other text. STOP 36180'),
    consent: {
      ...{ id: randomUUID(), grantedAt: '2026-11-24T10:00:00.000Z', source: 'invented form' },
      wording: 'I never said so.',
    },
  },
  status: {
    ...{ attempt, status: 'submitted', at: '2026-11-25T10:00:31.000Z', smscIds: ['f00d'], provider: 'sim' },
    view: { partition: 3, offset: '88213' },
  },
  receipt: { outcome: 'delivered', stat: 'DELIVRD', at: '2026-11-25T10:00:32.000Z' },
});

/**
 * The genuine document with that story behind it.
 * @param give - makes the digest anew, and what else whoever forges it can make
 */
export function forgedDoc(genuine: Doc, give: (doc: Doc) => Doc): Doc {
  const { decision, status, receipt } = invented();
  return give({
    ...genuine,
    decisions: [...genuine.decisions, decision],
    statuses: [...genuine.statuses, status],
    receipt,
  });
}
