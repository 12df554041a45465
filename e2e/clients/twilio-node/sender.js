// A program that sends with Twilio's library for Node, unmodified, through the gateway: docs/doors/twilio.md.
//   TWILIO_AUTH_TOKEN=... sender.js <url of the gateway> <account SID>
// It answers each line of its input with one line: {"create": {"to", "body", "statusCallback"}}, {"fetch": <sid>}, {"list": true},
// {"delete": <sid>}, {"validate": {"url", "fields", "signature"}}.
const { createInterface } = require('node:readline');
const twilio = require('twilio');

const [urlOfGateway, accountSid] = process.argv.slice(2);
const token = process.env.TWILIO_AUTH_TOKEN;

class Gateway extends twilio.RequestClient {
  request(options) {
    return super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', urlOfGateway) });
  }
}
const client = twilio(accountSid, token, { httpClient: new Gateway() });

const show = ({ sid, status, errorCode, errorMessage }) => ({ sid, status, code: errorCode, message: errorMessage });

async function answer(command) {
  if (command.create) return show(await client.messages.create(command.create));
  if (command.fetch) return show(await client.messages(command.fetch).fetch());
  if (command.delete) return { deleted: await client.messages(command.delete).remove() };
  if (command.list) return { listed: (await client.messages.list()).length };
  const { url, fields, signature } = command.validate;
  return { valid: twilio.validateRequest(token, signature, url, fields) };
}

async function main() {
  for await (const line of createInterface({ input: process.stdin })) {
    const said = await answer(JSON.parse(line)).catch(({ code, message, status }) => ({
      error: { code, message, status },
    }));
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
}
void main();
