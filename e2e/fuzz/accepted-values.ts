import fc from 'fast-check';

/** Values of one kind: the first ones, which the run prepared, and the latest. */
const MAX_FIRST = 8;
const MAX_LATEST = 16;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The last seven digits of numbers from +33 6 39 98 00 00 to 99 99, which nobody was ever given. */
const number = (n: number) => `+3363998${String(n).padStart(4, '0')}`;

/** Numbers that have consented to adverts of the run's own advertiser. */
export const CONSENTED = Array.from({ length: 60 }, (_, n) => number(n * 160 + 7));
/** In Réunion, where the short code does not reach and an advert has an unsubscribe link; the simulator's alone. */
export const OVERSEAS = Array.from({ length: 6 }, (_, n) => `+262692009${String(n).padStart(3, '0')}`);
/** Numbers that nobody has a consent of. */
export const STRANGERS = Array.from({ length: 20 }, (_, n) => number(n * 500 + 13));
/** Numbers that reply and opt out, so that most of the others can go on being sent adverts. */
const REPLIERS = [...CONSENTED.slice(0, 6), ...STRANGERS.slice(0, 6)];
const FOREIGN = ['+12125550131', '+590690000001', '+32470000001'];
const NUMBERS = [...CONSENTED, ...OVERSEAS, ...STRANGERS];

export const SENDER = 'Fuzz';
export const CODE = '36240';

/** Texts that the reader accepts for their category, with what an advert needs. */
const TEXTS = [
  'Fuzz : -20% sur les manteaux ce week-end. STOP 36240',
  'Fuzz : -10% sur tout le magasin samedi. STOP 36240',
  'Fuzz : -15% ce samedi en boutique.',
  'Fuzz : votre commande 70214 est prête, retrait en boutique avant samedi 19h.',
  'Fuzz : RDV mardi 10h.',
  'Fuzz : votre colis 70215 est arrivé en boutique.',
];
/** Waits for a person. */
export const DOUBTFUL = 'Bonjour Chloé, vous pouvez désormais voir votre conseiller en agence.';
/** Texts that are refused, held for a person, or hard to measure. */
const OTHER_TEXTS = [
  'Bonjour {{first_name}}, -10% STOP 36240',
  'Fuzz : -20% ce week-end.',
  DOUBTFUL,
  'Fuzz : 🎁 -20% ce week-end. STOP 36240',
  `Fuzz : -20% ${'sur les manteaux '.repeat(60)}STOP 36240`,
];
const REPLIES = [
  'STOP',
  'stop Fuzz',
  'STOP ALL',
  'START',
  'Merci',
  'arrêtez vos sms svp',
  'CONTACT',
  'AIDE',
  'Älkää lähettäkö minulle näitä',
];

/** By collection, of what is addressed by name. */
const NAMES: Record<string, readonly string[]> = { providers: ['simulator'], 'rule-packs': ['FR@2026.1'] };
const UPLOADS = /\/(contacts|imports|imports\/check)$/;
/** Columns of an uploaded file as its header has them. */
const GUESSED: Record<string, Pool> = Object.fromEntries(
  ['phone', 'consentAt', 'consentSource', 'consentWording', 'consentState'].map((part) => [
    `${part}Column`,
    [undefined],
  ]),
);
const PERIODS = /^\/v1\/(audit|proof-heads|statistics|replies|rule-packs)/;
/** Short codes of advertisers that are made on the way begin above it. */
const FIRST_CODE = 36_300;

/** Values of a field: a list, or a function of what is known now. */
type Pool = readonly unknown[] | (() => readonly unknown[]);

/** Values that mean something to the services: ids that exist, numbers that can be texted, texts that may leave. */
export class AcceptedValues {
  private readonly ids = new Map<string, string[]>();
  private readonly own = new Set<string>();

  /** @param now - the clock of the services, epoch ms */
  constructor(private readonly now: () => number) {}

  /** @param collection - as addresses name it: `campaigns` */
  add(collection: string, id: string): void {
    if (this.own.has(id)) return;
    const known = this.ids.get(collection) ?? [];
    if (known.includes(id)) return;
    known.push(id);
    if (known.length > MAX_FIRST + MAX_LATEST) known.splice(MAX_FIRST, 1);
    this.ids.set(collection, known);
  }

  /** Adds what the run prepared for itself: requests that change or delete things never take it for their subject. */
  addOwn(collection: string, id: string): void {
    this.add(`own ${collection}`, id);
    this.own.add(id);
  }

  /** Takes out what was deleted. */
  forget(id: string): void {
    for (const [collection, ids] of this.ids)
      this.ids.set(
        collection,
        ids.filter((one) => one !== id),
      );
  }

  get(collection: string): readonly string[] {
    return this.ids.get(collection) ?? [];
  }

  /**
   * Known values of a route's fields.
   * @param isSound - only values that are accepted together; otherwise also those that are refused or undone by others
   */
  of(method: string, path: string, isSound: boolean): (name: string) => readonly unknown[] | undefined {
    const [, collection = ''] = /^\/v1\/([^/]+)/.exec(path) ?? [];
    const pools: Record<string, Pool> = {
      ...(isSound ? this.sound() : this.loose()),
      ...(isSound ? this.soundOf(method, path) : this.looseOf(path)),
    };
    return (name) => {
      const pool = pools[name];
      if (pool !== undefined) return typeof pool === 'function' ? pool() : pool;
      if (name === 'cursor') return [undefined, ...this.get(`${path} cursor`)];
      if (name === 'path:id') return this.get(collection);
      if (name === 'path:token') return this.get('tokens');
      if (name === 'path:name') return NAMES[collection];
      return name.startsWith('path:') ? this.get(`${collection} ${name.slice('path:'.length)}`) : undefined;
    };
  }

  private sound(): Record<string, Pool> {
    return {
      ...COMMON,
      advertiserId: () => this.get('own advertisers'),
      addressBookId: () => this.get('own address-books'),
      campaignId: () => this.get('own campaigns'),
      ...{ phone: NUMBERS, to: NUMBERS, from: REPLIERS },
      ...{ text: TEXTS, texts: [TEXTS], country: ['FR'], sender: [SENDER, CODE], mention: ['insert'] },
      scope: () => this.get('own advertisers'),
      ...{ consent_at: ['02/03/2026 09:30', '2026-03-02T09:30:00+01:00'], attributes: [{ first_name: 'Camille' }] },
      notBefore: () => this.times(-HOUR_MS, 2_000, HOUR_MS, DAY_MS, 20 * DAY_MS),
      expiresAt: () => this.times(40 * DAY_MS, 60 * DAY_MS),
      sendAt: () => [undefined, ...this.times(HOUR_MS, DAY_MS)],
      ...{ grantedAt: () => this.times(-90 * DAY_MS), withdrawnAt: () => this.times(-HOUR_MS) },
      ...{ explainedAt: () => this.times(-2 * DAY_MS), insistedAt: () => this.times(-DAY_MS) },
      'Idempotency-Key': () => [this.fresh('fuzz-')],
      'If-Match': ['*'],
    };
  }

  private loose(): Record<string, Pool> {
    return {
      ...COMMON,
      advertiserId: () => [...this.get('own advertisers'), ...this.get('advertisers')],
      addressBookId: () => [...this.get('own address-books'), ...this.get('address-books')],
      campaignId: () => [...this.get('own campaigns'), ...this.get('campaigns')],
      scope: () => ['*', ...this.get('own advertisers'), ...this.get('advertisers')],
      ...{ phone: [...NUMBERS, ...FOREIGN, '06 39 98 04 01'], to: [...NUMBERS, ...FOREIGN, CODE] },
      ...{ from: NUMBERS, text: [...TEXTS, ...OTHER_TEXTS, ...REPLIES] },
      ...{ texts: [TEXTS, OTHER_TEXTS], country: ['FR', 'BE', 'US', 'GP'], sender: [SENDER, CODE, 'Fuzz2'] },
      expiresAt: () => this.times(-HOUR_MS, 1_000, DAY_MS),
      notBefore: () => this.times(0, DAY_MS),
      sendAt: () => this.times(-HOUR_MS, 1_000, DAY_MS),
      'Idempotency-Key': ['fuzz-1', 'fuzz-2'],
    };
  }

  /** Names with another meaning than elsewhere, and values that are accepted only together. */
  private soundOf(method: string, path: string): Record<string, Pool> {
    if (path.endsWith('/mo')) return { to: [CODE], text: REPLIES, receivedAt: () => this.times(-60_000, -1_000) };
    if (path.endsWith('/receipts')) return { smscId: () => this.get('smsc ids'), at: () => this.times(-1_000) };
    if (path.endsWith('/start')) return { 'path:id': () => this.get('drafts'), partly: [true] };
    if (path.endsWith('/test-send')) {
      const contactIds = () => [this.get('testers').slice(0, 1), this.get('testers').slice(0, 2)];
      return {
        'path:id': () => this.get('own campaigns'),
        addressBookId: () => this.get('own test-books'),
        contactIds,
      };
    }
    if (/\/(pause|resume|cancel)$/.test(path) && path.startsWith('/v1/campaigns'))
      return { 'path:id': () => this.get('scheduled') };
    if (path === '/v1/profile') return { seconds: [1] };
    if (path === '/v1/preflight') return { text: [0], to: CONSENTED, clearedBefore: [0] };
    if (path === '/v1/reviews' && method === 'GET') return { state: ['open'] };
    if (path === '/v1/reviews' && method === 'POST') return { texts: [[{ text: TEXTS[0] }]] };
    if (path === '/v1/opt-outs/reconcile') return { code: [undefined], operator: ['fuzz'] };
    if (path === '/v1/opt-outs/lift') return { phone: REPLIERS };
    if (path === '/v1/opt-outs/export-names') return { phones: [REPLIERS] };
    if (PERIODS.test(path)) return { from: () => this.since(DAY_MS), to: () => this.since(0) };
    if (path === '/v1/campaigns' && method === 'GET') return { state: ['running', 'draft,paused'] };
    if (UPLOADS.test(path) && method === 'POST') return { ...GUESSED, 'path:id': () => this.get('own address-books') };
    if (method === 'PUT' || path.startsWith('/v1/erasures')) return { phone: REPLIERS };
    if (path === '/v1/consents') return { source: ['boutique'], wording: ['oui'], basis: ['consent'] };
    if (path === '/v1/advertisers') return this.newAdvertiser();
    if (path.endsWith('/senders')) return { sender: () => [this.fresh('Fz')], country: ['BE'] };
    if (path.endsWith('/keys')) return { name: ['fuzz'], addresses: [['192.0.2.0/24']] };
    return {};
  }

  /** An id that a message has already. */
  private looseOf(path: string): Record<string, Pool> {
    // Longer profiles would hold up the run.
    if (path === '/v1/profile') return { seconds: [1] };
    return path === '/v1/messages' ? { id: () => this.get('messages') } : {};
  }

  private newAdvertiser(): Record<string, Pool> {
    const named = () => [this.fresh('Fz')];
    const absent = [undefined];
    return {
      ...{ name: named, legalName: named, sender: named, codes: [[]], linkHosts: [[], ['s.fuzz.example']] },
      shortCode: () => [String(FIRST_CODE + (this.made += 1))],
      ...{ registration: absent, sameEntityAs: absent, separateEntity: absent, webhookUrl: absent },
      ...{ sendingHours: absent, contact: absent, quotas: absent, frequencyCaps: absent, countries: absent },
    };
  }

  /** Number of values that had to be new. */
  private made = 0;

  private fresh(start: string): string {
    return `${start}${(this.made += 1)}`;
  }

  /** Past instant and its day. */
  private since(ms: number): (string | number)[] {
    const times = this.times(-ms);
    return [...times, String(times[0]).slice(0, 'YYYY-MM-DD'.length)];
  }

  /** Instants as text and as epoch ms: a field takes those of its type. */
  private times(...fromNow: number[]): (string | number)[] {
    const at = fromNow.map((ms) => Math.floor(this.now() + ms));
    const texts = at.map((ms) => new Date(ms).toISOString());
    return [...texts, ...at];
  }
}

const COMMON: Record<string, Pool> = {
  recipient: CONSENTED,
  category: ['marketing', 'marketing', 'informative'],
  limit: [1, 2, 100],
  stat: ['DELIVRD', 'UNDELIV'],
  'path:topic': ['sms.requested.v1', 'campaign.advertisers.v1'],
  perSecond: [10],
  generation: [0],
  timeZones: ['Europe/Paris'],
  document: [{ kind: 'letter', keptAt: 'archive', date: '2026-11-02T10:00:00Z', sha256: '0'.repeat(64) }, 'letter 13'],
  decision: ['opt-out', 'start', 'nothing'],
  by: ['fuzz'],
  requestedBy: ['fuzz'],
  reason: ['tried at random'],
  'If-Match': ['"1"'],
};

/** Rows of a file of contacts as a spreadsheet has them, by column. */
export const CONTACT_CELLS: Record<string, fc.Arbitrary<string>> = {
  phone: fc.integer({ min: 0, max: 9_999 }).map((n) => number(n).replace('+33', '0')),
  first_name: fc.constantFrom('Camille', 'Zoé', "L'Étoile", ''),
  consent_at: fc.constantFrom('02/03/2026 09:30', '2026-03-02T09:30:00+01:00'),
  consent_source: fc.constantFrom('boutique', 'formulaire'),
  consent_wording: fc.constantFrom('Oui aux offres par SMS'),
};
