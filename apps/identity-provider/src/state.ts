import { type KeyObject, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advertiserIds } from './settings';

const KEY = 'signing-key.pem';
const ADVERTISERS = 'advertisers.json';

/** State that outlasts a restart: the signing key that services know, and Mark's advertisers. */
export class State {
  constructor(private readonly dir: string | undefined) {
    if (dir !== undefined) mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  signingKey(): KeyObject {
    const kept = this.read(KEY);
    if (kept !== undefined) return createPrivateKey(kept);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.write(KEY, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    return privateKey;
  }

  advertisers(): string[] | undefined {
    const kept = this.read(ADVERTISERS);
    return kept === undefined ? undefined : advertiserIds.parse(JSON.parse(kept));
  }

  keepAdvertisers(advertisers: string[]): void {
    this.write(ADVERTISERS, JSON.stringify(advertisers));
  }

  private read(name: string): string | undefined {
    if (this.dir === undefined) return undefined;
    const file = join(this.dir, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  private write(name: string, text: string): void {
    if (this.dir === undefined) return;
    const file = join(this.dir, name);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}
