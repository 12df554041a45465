// A program that sends with Twilio's library for Node, unmodified, through the gateway: docs/doors/twilio.md.
//   TWILIO_AUTH_TOKEN=... sender.js <url of the gateway> <account SID> <page>
// It answers each line of its input with one line: {"create": {"to", "body", "statusCallback"}}, {"fetch": <sid>}, {"list": true},
// {"delete": <sid>}, {"validate": {"url", "fields", "signature"}}.
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline');
const twilio = require('twilio');

const [urlOfGateway, accountSid, page] = process.argv.slice(2);
const token = process.env.TWILIO_AUTH_TOKEN;

// The program of the page, as printed.
const [, printed] = /^```js\n([\s\S]*?)^```/m.exec(readFileSync(page, 'utf8'));
const program = printed.replaceAll('https://sms.example.com', urlOfGateway);
const client = new Function('require', 'accountSid', 'token', `${program}; return client;`)(require, accountSid, token);

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
