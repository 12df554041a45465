// Loaded into every service with --require, and at work in the dispatcher alone: notes the moment at which its view holds
// an entry. From outside it could only be guessed, by asking again and again.
import { appendFileSync } from 'node:fs';
import { FingerprintView } from '../../../apps/dispatcher/src/view/fingerprint-view';
import { PRODUCT_DIR } from '../product/product-dir';
import { WRITE_EVERY_MS, appliedFile } from './applied-file';

const dir = process.env[PRODUCT_DIR];
const isDispatcher = process.argv[1]?.includes('apps/dispatcher/') ?? false;

if (dir !== undefined && isDispatcher) {
  const file = appliedFile(dir);
  let lines = '';
  const { apply } = FingerprintView.prototype;
  FingerprintView.prototype.apply = function (recipientKey, scope, state) {
    apply.call(this, recipientKey, scope, state);
    if (state === 'out') lines += `${recipientKey} ${Date.now()}\n`;
  };
  setInterval(() => {
    if (lines !== '') appendFileSync(file, lines);
    lines = '';
  }, WRITE_EVERY_MS).unref();
}
