// Loaded into every service with --require, and at work in the dispatcher alone: notes the moments from which whoever texted
// gets no advert, and at which the view holds the opt-out. From outside they could only be guessed, by asking again and again.
import { appendFileSync } from 'node:fs';
import { Quarantine } from '../../../apps/dispatcher/src/quarantine/quarantine';
import { FingerprintView } from '../../../apps/dispatcher/src/view/fingerprint-view';
import { PRODUCT_DIR } from '../product/product-dir';
import { WRITE_EVERY_MS, appliedFile } from './applied-file';

const dir = process.env[PRODUCT_DIR];
const isDispatcher = process.argv[1]?.includes('apps/dispatcher/') ?? false;

if (dir !== undefined && isDispatcher) {
  const file = appliedFile(dir);
  let lines = '';
  const { received } = Quarantine.prototype;
  Quarantine.prototype.received = function (text) {
    received.call(this, text);
    lines += `blocked ${text.recipientKey} ${Date.now()}\n`;
  };
  const { apply } = FingerprintView.prototype;
  FingerprintView.prototype.apply = function (recipientKey, scope, state) {
    apply.call(this, recipientKey, scope, state);
    if (state === 'out') lines += `listed ${recipientKey} ${Date.now()}\n`;
  };
  setInterval(() => {
    if (lines !== '') appendFileSync(file, lines);
    lines = '';
  }, WRITE_EVERY_MS).unref();
}
