import { PDU, STATUS } from '@stopsms/smpp';
import type { AccountOverSmpp } from '../accounts/accounts';
import { readSubmit } from './read-submit';

const NOW = Date.UTC(2026, 10, 30, 9);
const ACCOUNT: AccountOverSmpp = {
  id: 'shop',
  advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01',
  category: 'marketing',
  ratePerSecond: 1,
  takesReplies: true,
  smpp: {
    systemId: 'shop',
    password: 'x',
    tlsRequired: true,
    maxBinds: 1,
    window: 1,
    defaultAlphabet: 'gsm7',
    categoryTlv: 0x1500,
  },
};

/** A submit as it arrives, with more octets behind its fields. */
function submit(fields: object = {}, more = ''): PDU {
  const usual = { dest_addr_ton: 1, destination_addr: '33639980001', short_message: Buffer.from('Bonjour') };
  const octets = Buffer.concat([new PDU('submit_sm', { ...usual, ...fields }).toBuffer(), Buffer.from(more, 'hex')]);
  octets.writeUInt32BE(octets.length, 0);
  return new PDU(octets);
}

const read = (pdu: PDU) => {
  const result = readSubmit(pdu, ACCOUNT, NOW);
  return result.ok ? result.value : result.refusal.code;
};

it.each([
  ['1500000101', { category: 'marketing' }],
  ['1500000102', { category: 'informative' }],
  ['150000023200', { category: 'informative' }],
  [`15000009${Buffer.from('marketing').toString('hex')}`, { category: 'marketing' }],
])('takes the category from the TLV %s', (tlv, expected) => {
  expect(read(submit({}, tlv))).toMatchObject(expected);
});

it.each(['1500000103', '15000000', '150000020101', `1500000b${Buffer.from('constructor').toString('hex')}`])(
  'refuses a TLV that states no category: %s',
  (tlv) => {
    expect(read(submit({}, tlv))).toBe('ESME_RSUBMITFAIL');
  },
);

it.each([0x1400, 0x1401, 0x1402, 0x3fff])('takes the category from each vendor tag: %i', (categoryTlv) => {
  const account = { ...ACCOUNT, smpp: { ...ACCOUNT.smpp, categoryTlv } };
  const submitted = (value: string) => readSubmit(submit({}, `${categoryTlv.toString(16)}0001${value}`), account, NOW);
  expect(submitted('01')).toMatchObject({ value: { category: 'marketing' } });
  expect(submitted('03')).toMatchObject({ refusal: { code: 'ESME_RSUBMITFAIL' } });
});

it('leaves the category to the account if there is no TLV', () => {
  expect(read(submit())).not.toHaveProperty('category');
});

it('finds parts by header and by TLV, and takes a text of one part as whole', () => {
  const header = (octets: string) => submit({ esm_class: 0x40, short_message: Buffer.from(octets, 'hex') });
  expect(read(header('050003070201414243'))).toMatchObject({ part: { reference: 7, total: 2, sequence: 1 } });
  expect(read(header('06080401000202414243'))).toMatchObject({ part: { reference: 256, total: 2, sequence: 2 } });
  expect(read(header('050003070101414243'))).not.toHaveProperty('part');
  const sar = { sar_msg_ref_num: 300, sar_total_segments: 3, sar_segment_seqnum: 3 };
  expect(read(submit(sar))).toMatchObject({ part: { reference: 300, total: 3, sequence: 3 } });
  expect(read(submit({ ...sar, sar_segment_seqnum: 9 }))).not.toHaveProperty('part');
});

it('refuses a part larger than a short message, and takes a whole text of that size', () => {
  const of = (octets: number) => ({ short_message: Buffer.alloc(0), message_payload: Buffer.alloc(octets, 'a') });
  const sar = { sar_msg_ref_num: 300, sar_total_segments: 3, sar_segment_seqnum: 3 };
  const readPdu = (fields: object) => readSubmit(submit(fields), ACCOUNT, NOW);
  expect(readPdu({ ...of(255), ...sar })).toMatchObject({ refusal: { status: STATUS.ESME_RINVMSGLEN } });
  expect(readPdu({ ...of(254), ...sar })).toMatchObject({ ok: true });
  expect(readPdu(of(255))).toMatchObject({ ok: true });
});

it.each([
  [{ validity_period: '000000010000000R' }, { expiresAt: NOW + 3_600_000 }],
  [{ schedule_delivery_time: '261130100000000+' }, { notBefore: NOW + 3_600_000 }],
  [{ registered_delivery: 0x11 }, { registered: 1 }],
  [{ destination_addr: '0639980001', dest_addr_ton: 2 }, { to: '0639980001' }],
  [{ source_addr: '', source_addr_ton: 0 }, { to: '+33639980001' }],
])('reads %j', (fields, expected) => {
  expect(read(submit(fields))).toMatchObject(expected);
});

it.each([
  [{ schedule_delivery_time: '261130100000000+', validity_period: '261130093000000+' }, 'ESME_RINVEXPIRY'],
  [{ sm_default_msg_id: 1 }, 'ESME_RINVDFTMSGID'],
  [{ esm_class: 0x04 }, 'ESME_RINVESMCLASS'],
  [{ message_payload: Buffer.from('twice') }, 'ESME_RINVMSGLEN'],
  [{ data_coding: 0xf5 }, 'ESME_RSUBMITFAIL'],
])('refuses %j with %s', (fields, code) => {
  expect(read(submit(fields))).toBe(code);
  expect(STATUS).toHaveProperty(code);
});

it('refuses a PDU that could not be parsed', () => {
  const pdu = submit();
  pdu['malformed'] = true;
  expect(read(pdu)).toBe('ESME_RINVMSGLEN');
});
