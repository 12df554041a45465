import type { RunningService } from '@stopsms/bootstrap';
import { PDU, STATUS } from '@stopsms/smpp';
import { eventually, makeCertificate } from '@stopsms/testing';
import { gatewayReplies } from '@stopsms/contracts';
import { keys } from '@stopsms/testing';
import { randomUUID } from 'node:crypto';
import { SmppServer } from '../src/smpp/smpp-server';
import { ADVERTISER, Bed, PASSWORD, account } from './bed';
import { TestEsme, withHeader } from './esme';

let bed: Bed;
let service: RunningService;
const open: TestEsme[] = [];

const port = () => service.get(SmppServer).ports[0] as number;
const kept = async (opening: Promise<TestEsme>): Promise<TestEsme> => {
  const esme = await opening;
  open.push(esme);
  return esme;
};
const bound = (systemId = 'shop', type?: string) => kept(TestEsme.bound(port(), systemId, PASSWORD, type));
const connected = () => kept(TestEsme.connect(port()));
const request = (messageId: unknown) =>
  eventually('the request is on the topic', () => bed.requests.find(({ key }) => key === messageId));
const textOf = async (messageId: unknown): Promise<string> => (await request(messageId)).value.text;

beforeAll(async () => {
  bed = await Bed.make();
  await bed.advertiser({ id: ADVERTISER, codes: ['36180'] });
  service = await bed.startWith(
    [
      account({ id: 'shop', smpp: { maxBinds: 3, window: 20, categoryTlv: 0x1500 } }),
      account({ id: 'latin', replies: false, smpp: { defaultAlphabet: 'latin1' } }),
      account({ id: 'packed', replies: false, smpp: { defaultAlphabet: 'gsm7-packed' } }),
      account({ id: 'strict', replies: false, smpp: { tls: 'required' } }),
      account({ id: 'far', replies: false, addresses: ['192.0.2.0/24'] }),
      account({ id: 'slow', replies: false, ratePerSecond: 1 }),
    ],
    { GATEWAY_PARTS_WAIT_MS: '1500' },
  );
});
afterEach(async () => {
  for (const esme of open.splice(0)) esme.close();
  await eventually('all sessions have ended', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    return [...metrics.matchAll(/^stopsms_gateway_sessions\{[^}]*\} (\d+)$/gm)].every(([, count]) => count === '0');
  });
});
afterAll(() => bed.end());

describe('a submit', () => {
  it('is answered with an id once the request is on Kafka, for the advertiser of the account', async () => {
    const esme = await bound();
    const answer = await esme.submit();
    expect(answer?.command_status).toBe(STATUS.ESME_ROK);
    expect((await request(answer?.['message_id'])).value).toMatchObject({
      ...{ to: '+33639980001', sender: 'ACME', category: 'marketing', advertiserId: ADVERTISER },
      text: 'Soldes STOP 36180',
    });
  });

  it.each([
    ['GSM-7', 'shop', 0x00, Buffer.from([0x1b, 0x65, 0x05, 0x40])],
    ['Latin-1', 'shop', 0x03, Buffer.from('e\u00e9\u00a1', 'latin1')],
    ['UCS-2', 'shop', 0x08, Buffer.from('€é😀', 'utf16le').swap16()],
    ['Latin-1 by default', 'latin', 0x00, Buffer.from('eé¡', 'latin1')],
    ['GSM-7 packed', 'packed', 0x00, Buffer.from([0xe8, 0x32, 0x9b, 0xfd, 0x06])],
  ])('is read in %s', async (_, systemId, data_coding, short_message) => {
    const texts = {
      'GSM-7': '€é¡',
      'Latin-1': 'eé¡',
      'UCS-2': '€é😀',
      'Latin-1 by default': 'eé¡',
      'GSM-7 packed': 'hello',
    };
    const answer = await (await bound(systemId)).submit({ data_coding, short_message });
    expect(await textOf(answer?.['message_id'])).toBe(texts[_ as keyof typeof texts]);
  });

  it('is read from message_payload, with the category that its TLV states', async () => {
    const esme = await bound();
    const long = 'Votre commande est prête. '.repeat(30);
    const payload = { short_message: Buffer.alloc(0), message_payload: Buffer.from(long, 'latin1'), data_coding: 3 };
    expect(await textOf((await esme.submit(payload))?.['message_id'])).toBe(long);
    const { value } = await request((await esme.submit({ validity_period: '000001000000000R' }))?.['message_id']);
    expect(value.expiresAt).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  });

  it.each([
    ['a validity that has passed', { validity_period: '200101000000000+' }, 'ESME_RINVEXPIRY'],
    ['a schedule that nobody can read', { schedule_delivery_time: 'tomorrow' }, 'ESME_RINVSCHED'],
    ['a schedule of next year', { schedule_delivery_time: '990101000000000+' }, 'ESME_RINVSCHED'],
    ['binary data', { data_coding: 0x04 }, 'ESME_RSUBMITFAIL'],
    ['no text', { short_message: Buffer.alloc(0) }, 'ESME_RINVMSGLEN'],
    ['no recipient', { destination_addr: '' }, 'ESME_RINVDSTADR'],
    ['a datagram', { esm_class: 0x01 }, 'ESME_RINVESMCLASS'],
    ['a message to replace', { replace_if_present_flag: 1 }, 'ESME_RINVREPFLAG'],
  ] as const)('is refused with %s', async (_, fields, status) => {
    const answer = await (await bound()).submit(fields);
    expect(answer?.command_status).toBe(STATUS[status]);
  });

  it('is throttled over the rate of its account', async () => {
    const esme = await bound('slow');
    const answers = await Promise.all(Array.from({ length: 6 }, () => esme.submit()));
    const statuses = answers.map((answer) => answer?.command_status);
    expect(statuses).toContain(STATUS.ESME_ROK);
    expect(statuses).toContain(STATUS.ESME_RTHROTTLED);
  });

  it('is throttled over the rate of its account part by part', async () => {
    const esme = await bound('slow');
    const parts = Array.from({ length: 6 }, (_, n) => esme.submit(withHeader(40 + n, 2, 1, Buffer.from('a part'))));
    const statuses = (await Promise.all(parts)).map((answer) => answer?.command_status);
    expect(statuses).toContain(STATUS.ESME_RTHROTTLED);
  });

  it('is throttled over the window, and each of many is answered, with one sequence number for all', async () => {
    const esme = await bound();
    for (let sent = 0; sent < 60; sent += 1) void esme.submit({ sequence_number: 7 });
    const answers = await eventually('all are answered', () => {
      const found = esme.received.filter(({ command }) => command === 'submit_sm_resp');
      return found.length === 60 ? found : undefined;
    });
    expect(new Set(answers.map(({ sequence_number }) => sequence_number))).toEqual(new Set([7]));
    expect(new Set(answers.map(({ command_status }) => command_status))).toEqual(
      new Set([STATUS.ESME_ROK, STATUS.ESME_RTHROTTLED]),
    );
  });
});

describe('a long text', () => {
  const halves = (text: string) => {
    const octets = Buffer.from(text, 'utf16le').swap16();
    return [octets.subarray(0, 7), octets.subarray(7)] as const;
  };

  it('is joined from parts on two binds, in any order, with a character cut between them', async () => {
    const [one, other] = [await bound(), await bound()];
    const [first, second] = halves('Soldes 😀 STOP 36180');
    const last = await one.submit({ ...withHeader(1, 2, 2, second), data_coding: 8 });
    const whole = await other.submit({ ...withHeader(1, 2, 1, first), data_coding: 8 });
    expect(last?.['message_id']).not.toBe(whole?.['message_id']);
    const found = await eventually('the text is on the topic', () =>
      bed.requests.find(({ value }) => value.text === 'Soldes 😀 STOP 36180'),
    );
    await bed.outcome(found.key, { kind: 'receipt', state: 'delivered', stat: 'DELIVRD', error: '000' });
    const deliveries = await eventually('a receipt for each part', () => {
      const all = [...one.deliveries(), ...other.deliveries()];
      return all.length === 2 ? all : undefined;
    });
    expect(new Set(deliveries.map((pdu) => pdu['receipted_message_id']))).toEqual(
      new Set([last?.['message_id'], whole?.['message_id']]),
    );
  });

  it('is read part by part if the encoding changes within it', async () => {
    const esme = await bound();
    const sar = (sequence: number) => ({ sar_msg_ref_num: 900, sar_total_segments: 2, sar_segment_seqnum: sequence });
    await esme.submit({ ...sar(1), short_message: Buffer.from('Prix : ') });
    await esme.submit({ ...sar(2), data_coding: 8, short_message: Buffer.from('5 €', 'utf16le').swap16() });
    await eventually('both are read', () => bed.requests.some(({ value }) => value.text === 'Prix : 5 €'));
  });

  it('is never mixed with another of the same reference, and ends with a receipt if parts are missing', async () => {
    const esme = await bound();
    const answer = await esme.submit(withHeader(9, 2, 1, Buffer.from('first text ')));
    expect((await esme.submit(withHeader(9, 2, 1, Buffer.from('another text '))))?.command_status).toBe(
      STATUS.ESME_RSUBMITFAIL,
    );
    const [receipt] = await eventually('its receipt', () =>
      esme.deliveries().length > 0 ? esme.deliveries() : undefined,
    );
    expect(String(receipt?.['short_message'])).toMatch(
      new RegExp(`^id:${String(answer?.['message_id'])} .* stat:UNDELIV err:972`),
    );
    expect(bed.requests.some(({ value }) => value.text.includes('first text'))).toBe(false);
  });
});

describe('receipts and replies', () => {
  it('end a refused advert with UNDELIV and the number of its reason', async () => {
    const esme = await bound();
    const id = String((await esme.submit())?.['message_id']);
    await bed.outcome(id, { kind: 'verdict', state: 'refused', code: 'CONSENT_MISSING', attempt: 1 });
    const [receipt] = await eventually('its receipt', () =>
      esme.deliveries().length > 0 ? esme.deliveries() : undefined,
    );
    expect(receipt).toMatchObject({
      esm_class: 4,
      source_addr: '33639980001',
      destination_addr: 'ACME',
      message_state: 5,
    });
    expect(String(receipt?.['short_message'])).toMatch(/stat:UNDELIV err:901 text:CONSENT-MISSING$/);
  });

  it('wait for a receiver, and are retried until it answers', async () => {
    const transmitter = await bound('shop', 'transmitter');
    const id = String((await transmitter.submit())?.['message_id']);
    await bed.outcome(id, { kind: 'receipt', state: 'failed', stat: 'EXPIRED', error: '027' });
    await eventually('it waits', async () => (await bed.sql('SELECT 1 FROM delivery')).length === 1);
    expect(transmitter.deliveries()).toEqual([]);
    const receiver = await bound('shop', 'receiver');
    receiver.answer = STATUS.ESME_RX_T_APPN;
    await eventually('it was tried', () => receiver.deliveries().length > 0);
    receiver.answer = STATUS.ESME_ROK;
    await eventually('it is tried again', async () => {
      await bed.sql('UPDATE delivery SET due_at = now() WHERE attempts > 0');
      return (await bed.sql('SELECT 1 FROM delivery')).length === 0;
    });
    expect(String(receiver.deliveries().at(-1)?.['short_message'])).toMatch(/stat:EXPIRED err:027/);
  });

  it('bring a reply to the advertiser it was attributed to, and no other', async () => {
    const esme = await bound();
    const recipientKey = keys.keyOf('+33639980003');
    const texts = ['bonjour', 'pour un autre', 'au revoir'].map((text, n) => ({
      ...{ kind: 'reply' as const, replyId: randomUUID() },
      reply: {
        ...{ msisdn: '+33639980003', code: '36180', text, receivedAt: Date.now() },
        advertiserIds: [n === 1 ? randomUUID() : ADVERTISER],
      },
    }));
    const publish = (...positions: number[]) =>
      bed.put(
        gatewayReplies,
        positions.flatMap((n) => texts.slice(n, n + 1).map((value) => ({ key: recipientKey, value }))),
      );
    await publish(1, 0);
    const [reply] = await eventually('the reply', () => (esme.deliveries().length > 0 ? esme.deliveries() : undefined));
    expect(reply).toMatchObject({ esm_class: 0, source_addr: '33639980003', destination_addr: '36180' });
    expect(String(reply?.['short_message'])).toBe('bonjour');
    await eventually('it was delivered', async () => (await bed.sql('SELECT 1 FROM delivery')).length === 0);
    // After a rebalance Kafka delivers a record again.
    await publish(0, 2);
    const delivered = await eventually('the other reply', () =>
      esme.deliveries().length > 1 ? esme.deliveries() : undefined,
    );
    expect(delivered.map((pdu) => String(pdu['short_message']))).toEqual(['bonjour', 'au revoir']);
  });
});

describe('an attacker', () => {
  it.each([
    ['without TLS where the account requires it', 'strict'],
    ['from an address that is not the account’s', 'far'],
  ])('cannot bind %s, even with the password', async (_, systemId) => {
    const esme = await connected();
    expect((await esme.bind(systemId, PASSWORD))?.command_status).toBe(STATUS.ESME_RBINDFAIL);
    await esme.closed;
  });

  it('cannot bind a thousand times, and bound sessions continue', async () => {
    const good = await bound();
    const all = await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        const esme = await connected();
        return (await esme.bind('shop', PASSWORD))?.command_status;
      }),
    );
    expect(all.filter((status) => status === STATUS.ESME_ROK).length).toBeLessThanOrEqual(2);
    expect((await good.submit())?.command_status).toBe(STATUS.ESME_ROK);
  });

  it('cannot submit before it has bound, nor as a receiver', async () => {
    const esme = await connected();
    expect((await esme.submit())?.command_status).toBe(STATUS.ESME_RINVBNDSTS);
    expect((await (await bound('shop', 'receiver')).submit())?.command_status).toBe(STATUS.ESME_RINVBNDSTS);
  });

  it('gets a generic_nack for other commands, and its session continues', async () => {
    const esme = await bound();
    for (const command of ['query_sm', 'cancel_sm', 'data_sm']) {
      esme.session.send(new PDU(command));
    }
    esme.write(Buffer.from('00000010000000ff0000000000000063', 'hex'));
    esme.write(Buffer.from('000000140000000400000000000000640000ffff', 'hex'));
    await eventually(
      'each is refused',
      () => esme.received.filter(({ command_status }) => command_status !== 0).length === 5,
    );
    expect((await esme.submit())?.command_status).toBe(STATUS.ESME_ROK);
  });

  it.each([
    ['announces a PDU of 4 GB', 'ffffffff00000004'],
    ['announces a PDU of no octets', '0000000000000004'],
    ['speaks HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n').toString('hex')],
  ])('is cut off if it %s', async (_, hex) => {
    const esme = await bound();
    esme.write(Buffer.from(hex, 'hex'));
    await esme.closed;
  });

  it('is disconnected if it never reads', async () => {
    const esme = await bound();
    esme.session.socket.removeAllListeners('readable');
    esme.session.socket.pause();
    const pdu = new PDU('query_sm').toBuffer();
    const flood = Buffer.concat(Array.from({ length: 4_096 }, () => pdu));
    await eventually('the server has cut it', () => {
      if (esme.session.socket.writable) esme.write(flood);
      return esme.session.socket.destroyed || esme.session.socket.errored !== null;
    });
    expect((await (await bound()).submit())?.command_status).toBe(STATUS.ESME_ROK);
  });
});

describe('an impatient gateway', () => {
  let quick: RunningService;
  const quickPort = () => quick.get(SmppServer).ports[0] as number;

  beforeAll(async () => {
    const limits = { GATEWAY_BIND_WITHIN_MS: '300', GATEWAY_ENQUIRE_LINK_MS: '300' };
    quick = await bed.startWith([account({ id: 'quick' })], limits);
  });

  it('disconnects a system that sends half a PDU, or one octet after another, bound or not', async () => {
    const loris = await kept(TestEsme.connect(quickPort()));
    loris.write(Buffer.from('000000', 'hex'));
    const half = await kept(TestEsme.bound(quickPort(), 'quick', PASSWORD));
    half.session.removeAllListeners('pdu');
    half.write(Buffer.from('0000004000000004', 'hex'));
    const dripping = setInterval(() => half.write(Buffer.from([0])), 50);
    await Promise.all([loris.closed, half.closed]);
    clearInterval(dripping);
  });

  it('keeps a session that answers enquire_link', async () => {
    const esme = await kept(TestEsme.bound(quickPort(), 'quick', PASSWORD));
    await eventually(
      'it is asked twice',
      () => esme.received.filter(({ command }) => command === 'enquire_link').length > 1,
    );
    expect((await esme.ask('enquire_link'))?.command_status).toBe(STATUS.ESME_ROK);
  });

  it('answers a guess like a wrong password, and locks its address after ten', async () => {
    const bind = async (systemId: string, password: string) => {
      const esme = await kept(TestEsme.connect(quickPort()));
      return (await esme.bind(systemId, password))?.command_status;
    };
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await bind(tries % 2 === 0 ? 'quick' : 'nobody', 'guess')).toBe(STATUS.ESME_RINVPASWD);
    }
    expect(await bind('quick', PASSWORD)).toBe(STATUS.ESME_RINVPASWD);
  });
});

test('accepts binds over TLS with a certificate, and answers each submit and delivery before the unbind at shutdown', async () => {
  const { cert, key } = makeCertificate({ name: 'localhost' });
  const secured = await bed.startWith([account({ id: 'strict', smpp: { tls: 'required', window: 200 } })], {
    ...{ GATEWAY_SMPP_TLS_PORT: '0', GATEWAY_TLS_CERT: cert, GATEWAY_TLS_KEY: key },
  });
  const [, tlsPort = 0] = secured.get(SmppServer).ports;
  const esme = await TestEsme.connect(tlsPort, { ca: cert });
  expect((await esme.bind('strict', PASSWORD))?.command_status).toBe(STATUS.ESME_ROK);
  const submits = Array.from({ length: 100 }, () => esme.submit());
  const accepted = await eventually('one is accepted', () =>
    esme.received.find(({ command }) => command === 'submit_sm_resp'),
  );
  esme.answer = undefined;
  await bed.outcome(String(accepted['message_id']), { kind: 'receipt', state: 'delivered', stat: 'DELIVRD' });
  const [receipt] = await eventually('its receipt', () =>
    esme.deliveries().length > 0 ? esme.deliveries() : undefined,
  );
  const closed = secured.close();
  await eventually('nothing new is accepted', () =>
    TestEsme.connect(tlsPort, { ca: cert }).then(
      (late) => late.closed,
      () => true,
    ),
  );
  // Its link is up until it has answered.
  expect((await esme.ask('enquire_link'))?.command).toBe('enquire_link_resp');
  if (receipt) esme.session.send(receipt.response());
  await closed;
  const answers = await Promise.all(submits);
  expect(answers.every((answer) => answer !== undefined)).toBe(true);
  expect(esme.received.at(-1)?.command).toBe('unbind');
  expect(await bed.sql(`SELECT 1 FROM delivery WHERE account = 'strict'`)).toEqual([]);
});
