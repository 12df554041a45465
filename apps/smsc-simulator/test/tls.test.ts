import { once } from 'node:events';
import type { SmppSession, TlsOptions } from '@stopsms/smpp';
import { makeCertificate } from '@stopsms/testing';
import { ANNE, Rig, submit } from './rig';

const DAY_MS = 86_400_000;
const authority = makeCertificate({ name: 'Test authority' });
const stranger = makeCertificate({ name: 'Another authority' });
const forAddress = makeCertificate({ name: '127.0.0.1', issuer: authority });

let rig: Rig;

afterEach(() => rig.close());

const start = async (certificate: { cert: string; key: string }): Promise<void> => {
  rig = await Rig.start({ tls: { port: 0, cert: certificate.cert, key: certificate.key } });
};

const session = (tls: TlsOptions): SmppSession => rig.session({ port: rig.smppTlsPort, tls });

/** Returns the reason why it did not bind. */
async function refusal(refused: SmppSession): Promise<string> {
  refused.open();
  for (;;) {
    const [state, end] = (await once(refused, 'state')) as [string, { reason: string } | undefined];
    if (state === 'waiting') return end?.reason ?? '';
    if (state === 'bound') throw new Error('It bound, and should not have.');
  }
}

test('a text passes over TLS, and the plain port is there too', async () => {
  await start(forAddress);
  const secured = await rig.bound({ port: rig.smppTlsPort, tls: { ca: authority.cert } });
  expect(await submit(secured, 'Été à 9 €')).toMatchObject([{ outcome: 'accepted' }]);
  const plain = await rig.bound();
  expect(await submit(plain, 'Bonjour')).toMatchObject([{ outcome: 'accepted' }]);
  expect(await rig.messagesOf(ANNE)).toMatchObject([{ text: 'Été à 9 €' }, { text: 'Bonjour' }]);
});

test('a receipt comes back over TLS', async () => {
  await start(forAddress);
  const secured = rig.session({ port: rig.smppTlsPort, tls: { ca: authority.cert } });
  const receipt = new Promise((resolve) => secured.onDeliver(async (delivery) => resolve(delivery)));
  secured.open();
  while (!secured.isBound) await once(secured, 'state');
  await submit(secured, 'Bonjour');
  expect(await receipt).toMatchObject({ kind: 'receipt', receipt: { state: 'DELIVRD' } });
});

test('a name that is asked for instead of the host is what the certificate must have', async () => {
  await start(makeCertificate({ name: 'smpp.operator.example', issuer: authority }));
  const tls = { ca: authority.cert, servername: 'smpp.operator.example' };
  expect((await rig.bound({ port: rig.smppTlsPort, tls })).isBound).toBe(true);
});

test.each([
  {
    it: 'signed by nobody we trust',
    certificate: forAddress,
    tls: { ca: stranger.cert },
    reason: /unable to (verify|get)/,
  },
  { it: 'signed by nobody this machine knows', certificate: forAddress, tls: {}, reason: /unable to (verify|get)/ },
  {
    it: 'that has expired',
    certificate: makeCertificate({
      name: '127.0.0.1',
      issuer: authority,
      validFrom: Date.now() - 3 * DAY_MS,
      validTo: Date.now() - DAY_MS,
    }),
    tls: { ca: authority.cert },
    reason: /certificate has expired/,
  },
  {
    it: 'for another host',
    certificate: makeCertificate({ name: 'elsewhere.example', issuer: authority }),
    tls: { ca: authority.cert },
    reason: /does not match certificate's altnames/,
  },
])('an operator with a certificate $it is not bound to', async ({ certificate, tls, reason }) => {
  await start(certificate);
  expect(await refusal(session(tls))).toMatch(reason);
  expect(await rig.get('/stats')).toMatchObject({ binds: { transceiver: 0 }, bindsRefused: 0 });
});

test('neither a client without TLS on the secured port nor one with TLS on the plain port binds or does harm', async () => {
  await start(forAddress);
  expect(await refusal(rig.session({ port: rig.smppTlsPort, connectTimeoutMs: 300 }))).not.toBe('');
  expect(await refusal(rig.session({ tls: { ca: authority.cert }, connectTimeoutMs: 300 }))).not.toBe('');
  expect((await rig.bound({ port: rig.smppTlsPort, tls: { ca: authority.cert } })).isBound).toBe(true);
});
