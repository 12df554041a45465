import type { FuzzSchema } from '@stopsms/testing';

/** Of one kind, so that the first made are asked about often. */
const MAX_KEPT = 20;

const NUMBERS = Array.from({ length: 30 }, (_, n) => `+336399804${String(n).padStart(2, '0')}`);
const FOREIGN = ['+12125550131', '+590690000001', '+32470000001'];
const TEXTS = [
  'Fuzz : -20% sur les manteaux ce week-end. STOP 36198',
  'Fuzz : votre commande 70214 est prête, retrait en boutique avant samedi 19h.',
  'Bonjour {{first_name}}, -10% STOP 36198',
];
const BY_NAME: Record<string, readonly unknown[]> = {
  phone: [...NUMBERS, ...FOREIGN, '06 39 98 04 01'],
  to: [...NUMBERS, ...FOREIGN, '36198'],
  from: [...NUMBERS],
  recipient: NUMBERS,
  text: TEXTS,
  texts: [TEXTS],
  country: ['FR', 'BE', 'US', 'GP'],
  sender: ['Fuzz', '36198'],
  category: ['marketing', 'informative'],
  limit: [1, 2, 100],
  stat: ['DELIVRD', 'UNDELIV'],
  name: ['simulator', 'Fuzz', 'FR@2026.1'],
  by: ['fuzz'],
  reason: ['tried at random'],
};

/** Values that mean something to the services: ids that were made, numbers that can be texted, texts that may leave. */
export class KnownValues {
  private readonly ids = new Map<string, string[]>();

  /** @param collection - as addresses name it: `campaigns` */
  add(collection: string, id: string): void {
    const known = this.ids.get(collection) ?? [];
    if (known.length < MAX_KEPT) this.ids.set(collection, [...known, id]);
  }

  /** @param path - of the route, whose `id` is of its collection */
  of(path: string): (name: string, schema: FuzzSchema) => readonly unknown[] | undefined {
    const [, collection = ''] = /^\/v1\/([^/]+)/.exec(path) ?? [];
    return (name) => {
      if (name === 'advertiserId') return this.ids.get('advertisers');
      if (name === 'addressBookId') return this.ids.get('address-books');
      if (name === 'campaignId') return this.ids.get('campaigns');
      if (name === 'path:id') return this.ids.get(collection);
      if (name.startsWith('path:'))
        return name === 'path:name' ? BY_NAME['name'] : this.ids.get(`${collection} ${name}`);
      return BY_NAME[name];
    };
  }
}
