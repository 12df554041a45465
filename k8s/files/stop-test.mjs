// Test of an installation (`helm test`): an SMS reaches a handset of the simulator, the handset replies STOP, the advertiser is blocked for it, and
// the confirmation arrives. The number is one of those reserved for fiction.
const { CAMPAIGN_URL, SUPPRESSION_URL, SIMULATOR_URL, OPERATOR_KEY } = process.env;
const LIMIT_MS = 120_000;
const POLL_MS = 500;
const CALL_LIMIT_MS = 15_000;

/** Returns the response of a JSON route. @throws Error with its address, status and text */
async function call(method, url, body) {
  const headers = {
    'content-type': 'application/json',
    ...(OPERATOR_KEY && !url.startsWith(SIMULATOR_URL) && { authorization: `Bearer ${OPERATOR_KEY}` }),
  };
  const signal = AbortSignal.timeout(CALL_LIMIT_MS);
  const response = await fetch(url, { method, headers, signal, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} returned ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Waits for a result. @throws Error that names what did not happen */
async function until(what, check) {
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; await new Promise((next) => setTimeout(next, POLL_MS))) {
    const found = await check();
    if (found) return console.log(`ok: ${what}`) ?? found;
  }
  throw new Error(`Not within ${LIMIT_MS / 1000} s: ${what}`);
}

const run = Date.now().toString().slice(-8);
const code = `38${run.slice(-3)}`;
const phone = `+336399${80_000 + (Number(run) % 10_000)}`;
const handset = `${SIMULATOR_URL}/handsets/${encodeURIComponent(phone)}`;
const { id: advertiserId } = await call('POST', `${CAMPAIGN_URL}/v1/advertisers`, {
  name: `Essai ${run}`,
  legalName: `Essai ${run} SAS`,
  sender: `Essai${run.slice(-5)}`,
  shortCode: code,
  country: 'FR',
});
const inbox = () => call('GET', `${handset}/messages`);
const count = async () => (await inbox()).length;
const before = await count();
const text = `Essai ${run} : votre commande est prête au comptoir.`;
const { id } = await call('POST', `${CAMPAIGN_URL}/v1/messages`, {
  advertiserId,
  category: 'informative',
  to: phone,
  text,
});
await until('the handset has the SMS', async () => (await inbox()).some((sms) => sms.text.includes(`Essai ${run}`)));
await until('the SMS is delivered', async () => {
  const { state } = await call('GET', `${CAMPAIGN_URL}/v1/messages/${id}`);
  if (['refused', 'blocked', 'failed'].includes(state)) throw new Error(`The message ended as ${state}`);
  return state === 'delivered';
});
await call('POST', `${handset}/reply`, { to: code, text: 'STOP' });
await until(
  'adverts to the handset are blocked',
  async () => (await call('POST', `${SUPPRESSION_URL}/v1/why-blocked`, { phone, advertiserId })).blocked,
);
await until('the handset has the confirmation', async () => (await count()) > before + 1);
