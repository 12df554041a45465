import { randomUUID } from 'node:crypto';
import type { ClientProgram } from './client-program';
import { type KafkaClient, PUBLISHERS, isHere } from './clients';
import { codecsOf } from './codecs';
import type { ClientStage } from './stage-clients';

interface Request {
  id: string;
  advertiserId: string;
  category: 'marketing' | 'informative';
  to: string;
  text: string;
}
interface Outcome {
  messageId: string;
  kind: 'verdict' | 'status' | 'receipt';
  state: string;
  code?: string;
}

const [NOTICES, ADVERTS, REFUSED] = [25, 10, 5];
const NOT_FINAL = ['WINDOW_CLOSED', 'WINDOW_ENDING', 'NOT_WRITTEN', 'KEY_CHANGED', 'REPLY_UNREAD', 'ROUTE_CLOSED'];

const isFinal = ({ kind, state, code = '' }: Outcome): boolean =>
  kind === 'receipt' ||
  (kind === 'verdict' && state === 'refused') ||
  (kind === 'status' &&
    (['blocked', 'rejected'].includes(state) || (state === 'expired' && !NOT_FINAL.includes(code))));

/** A publisher, by docs/publishing.md alone. */
export function testPublisher(of: () => ClientStage, client: KafkaClient): void {
  let program: ClientProgram;
  let all: Request[];

  beforeAll(async () => {
    program = await of().open(client);
  });
  afterAll(() => program?.stop());

  test(`publishes in ${client.codec} and reads one final outcome of each request from the frames`, async () => {
    const { stack, advertiserOf } = of();
    const { contacts, code } = advertiserOf(client);
    const notice = requestsOf(of(), client, 'informative', (sender) => `${sender} : votre commande 70214 est prête.`);
    const advert = requestsOf(of(), client, 'marketing', () => `-20% aujourd'hui. STOP ${code}`);
    const bare = requestsOf(of(), client, 'marketing', () => `-20% aujourd'hui.`);
    const notices = contacts.slice(0, NOTICES).map(notice);
    const adverts = contacts.slice(0, ADVERTS).map(advert);
    const refused = contacts.slice(-REFUSED).map(bare);
    all = [...notices, ...adverts, ...refused];
    publish(program, all);
    await eachIsFinal(program, all);
    expect(all.map((request) => finalsOf(program, request))).toEqual([
      ...[...notices, ...adverts].map(() => ['receipt delivered']),
      ...refused.map(() => ['verdict refused MENTION_MISSING']),
    ]);
    expect(codecsOf(stack, `sms.requested.v1.${client.name}`)).toEqual(new Set([client.codec]));
  });

  test('gets a record that is not JSON back as a dead letter, while requests behind it and of others are decided', async () => {
    const others = PUBLISHERS.filter((each) => each !== client && isHere(each)).slice(0, 1);
    const requestOf = (each: KafkaClient) =>
      requestsOf(
        of(),
        each,
        'informative',
        (sender) => `${sender} : votre commande 70215 est prête.`,
      )(of().advertiserOf(each).contacts[NOTICES] as string);
    const key = randomUUID();
    program.write({ key, value: '{"id": ' });
    const behind = requestOf(client);
    publish(program, [behind]);
    for (const each of others) {
      const other = await of().open(each);
      const request = requestOf(each);
      publish(other, [request]);
      await eachIsFinal(other, [request]);
      await other.stop();
    }
    await eachIsFinal(program, [behind]);
    const letters = () => program.printed<{ deadLetter: { key: string; code: string } }>('deadLetter');
    await program.until('the dead letter is back', () => letters().length > 0);
    expect(letters()).toEqual([{ deadLetter: { key, code: 'malformed-record' } }]);
    // Also later, none has got a second one.
    expect([...all, behind].filter((request) => finalsOf(program, request).length !== 1)).toEqual([]);
  });
}

const requestsOf =
  (
    { advertiserOf }: ClientStage,
    client: KafkaClient,
    category: Request['category'],
    textOf: (sender: string) => string,
  ) =>
  (to: string): Request => {
    const { id, sender } = advertiserOf(client);
    return { id: randomUUID(), advertiserId: id, category, to, text: textOf(sender) };
  };

const publish = (program: ClientProgram, requests: Request[]): void =>
  program.write(...requests.map((request) => ({ key: request.id, value: JSON.stringify(request) })));

/** Final outcomes of a request that the publisher has read. */
const finalsOf = (program: ClientProgram, { id }: Request): string[] =>
  program
    .printed<{ outcome: Outcome }>('outcome')
    .map(({ outcome }) => outcome)
    .filter((outcome) => outcome.messageId === id && isFinal(outcome))
    .map(({ kind, state, code }) => [kind, state, ...(code ? [code] : [])].join(' '));

const eachIsFinal = (program: ClientProgram, requests: Request[]) =>
  program.until('each request has a final outcome', () =>
    requests.every((request) => finalsOf(program, request).length > 0),
  );
