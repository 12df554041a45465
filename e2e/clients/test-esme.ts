import type { RunningStack } from '@stopsms/local-stack';
import { inbox } from '@stopsms/story';
import type { ClientProgram } from './client-program';
import type { Client } from './clients';
import type { ClientStage } from './stage-clients';

interface Accepted {
  accepted: string;
  ids: string[];
}
interface Receipt {
  receipt: string;
  stat: string;
  err: string;
}

const [ADVERTS, IN_FLIGHT] = [40, 20];
const bound = (program: ClientProgram) => program.until('it is bound', () => program.printed('bound').length > 0);

/** A system that submits over SMPP, by docs/doors/smpp.md alone. */
export function testEsme(of: () => ClientStage, client: Client): void {
  test('submits adverts, a long text and a refused one by a window, and gets a receipt of each', async () => {
    const { stack, open, advertiserOf } = of();
    const { contacts, code } = advertiserOf(client);
    const program = await open(client);
    await bound(program);

    const long = `Ce week-end, profitez de nos soldes d'été à la fête de l'ameublement : ${'-20% sur tout. '.repeat(5)}STOP ${code}`;
    const [longContact = '', refusedContact = ''] = contacts.slice(ADVERTS);
    program.write(
      ...contacts.slice(0, ADVERTS).map((to, n) => submit(`advert ${n}`, to, `-20% aujourd'hui. STOP ${code}`)),
      submit('long', longContact, long),
      submit('refused', refusedContact, "-20% aujourd'hui."),
    );
    const parts = ADVERTS + Math.ceil(long.length / 67) + 1;
    await program.until('each part is accepted', () => idsOf(program).length === parts);
    await program.until('each part has its receipt', () => program.printed('receipt').length >= parts);
    const receiptOf = (name: string) => idsOf(program, name).map((id) => receiptsOf(program, id));
    for (let n = 0; n < ADVERTS; n += 1) expect(receiptOf(`advert ${n}`)).toEqual([['DELIVRD 000']]);
    expect(new Set(receiptOf('long').map(String))).toEqual(new Set(['DELIVRD 000']));
    expect(receiptOf('refused')).toEqual([['UNDELIV 920']]);
    expect(await ownTexts(stack, longContact, code)).toEqual([long]);

    program.write({ enquire: true });
    await program.until('its enquire_link is answered', () => program.printed('enquired').length > 0);
    await program.stop();
    expect(program.printed('unbound')).toHaveLength(1);
  });

  test('that is cut off with messages in flight gets their receipts on its next bind', async () => {
    const { stack, open, advertiserOf } = of();
    const { contacts, code } = advertiserOf(client);
    const handsets = contacts.slice(-IN_FLIGHT);
    const first = await open(client);
    await bound(first);
    first.write(...handsets.map((to, n) => submit(`advert ${n}`, to, `-30% demain. STOP ${code}`)));
    await first.until('an advert is accepted', () => idsOf(first).length > 0);
    await first.kill();

    const next = await open(client);
    await bound(next);
    const receipts = () => new Set([...idsReceipted(first), ...idsReceipted(next)]);
    // Adverts that the gateway took have arrived, also those whose answer the client did not live to see.
    await next.until('each advert that arrived has its receipt, each that was accepted included', async () => {
      const received = await Promise.all(handsets.map((handset) => ownTexts(stack, handset, code)));
      const arrived = received.filter((texts) => texts.some((text) => text.startsWith('-30%'))).length;
      return idsOf(first).every((id) => receipts().has(id)) && receipts().size === arrived;
    });
    console.info(
      `${client.name} was cut off with ${idsOf(first).length} of ${IN_FLIGHT} accepted and ${idsReceipted(first).length} receipts; the next bind brought ${idsReceipted(next).length}`,
    );
    await next.stop();
  });
}

/** Texts of the client's advertiser: other parts of the product's test write to the same handsets. */
const ownTexts = async (stack: RunningStack, handset: string, code: string): Promise<string[]> =>
  (await inbox(stack, handset)).map(({ text }) => text).filter((text) => text.includes(code));

const submit = (name: string, to: string, text: string) => ({ submit: name, to: to.slice(1), text });

/** Ids of the accepted parts, or of those of one submit. */
const idsOf = (program: ClientProgram, name?: string): string[] =>
  program
    .printed<Accepted>('accepted')
    .filter(({ accepted }) => name === undefined || accepted === name)
    .flatMap(({ ids }) => ids);

const receiptsOf = (program: ClientProgram, id: string): string[] =>
  program
    .printed<Receipt>('receipt')
    .filter(({ receipt }) => receipt === id)
    .map(({ stat, err }) => `${stat} ${err}`);

const idsReceipted = (program: ClientProgram): string[] =>
  program.printed<Receipt>('receipt').map(({ receipt }) => receipt);
