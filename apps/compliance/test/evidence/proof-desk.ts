// What a lawyer does with the proofs of a service: asks for them, keeps them as files, and has the command check them that
// others check them with.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClearedMessage, messageStatus, receipts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import type { Proof } from '../../src/evidence/proofs/find-proof';
import type { Bed } from '../bed';

const COMMAND = join(__dirname, '../../../../tools/verify-proof/verify-proof.mjs');

interface Said {
  code: number;
  said: string;
}

export class ProofDesk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'proofs-'));

  /** @param headers - with which it asks, where a key is needed */
  constructor(
    private readonly bed: Bed,
    private readonly headers: Record<string, string> = {},
  ) {}

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  async get<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.bed.url}${path}`, { headers: this.headers })).json()) as T;
  }

  proofOf(messageId: string): Promise<Proof> {
    return this.get(`/v1/messages/${messageId}/proof`);
  }

  /** Returns the path of the file. */
  put(document: unknown): string {
    const path = join(this.folder, randomUUID());
    writeFileSync(path, JSON.stringify(document));
    return path;
  }

  /** Runs the verifier with the platform's keys; `--unchecked` omits them. */
  async run(...args: string[]): Promise<Said> {
    const keys = args.includes('--unchecked') ? [] : ['--keys', this.put(await this.get('/v1/proof-keys'))];
    return this.runAlone([...args.filter((arg) => arg !== '--unchecked'), ...keys]);
  }

  private runAlone(args: string[]): Promise<Said> {
    return new Promise((resolve) => {
      execFile(process.execPath, [COMMAND, ...args], { maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
      );
    });
  }

  verify(document: unknown, ...args: string[]): Promise<Said> {
    return this.run(this.put(document), ...args);
  }

  /** A consent, a request, and the cleared advert. */
  async cleared(phone: string): Promise<ClearedMessage> {
    await this.bed.consent(phone);
    return this.bed.firstCleared(await this.bed.ask({ to: phone }));
  }

  /** Publishes what the dispatcher and the operator report of a delivered message. */
  async deliver(message: ClearedMessage): Promise<void> {
    const { messageId, advertiserId, recipientKey, sender, clearedAt: at } = message;
    const of = { messageId, advertiserId, recipientKey, provider: 'sim' };
    const status = { ...of, lane: 'marketing', attempt: 1, sender, at };
    const view = { partition: 3, offset: '88213' };
    const submitted = { ...status, status: 'submitted', begunAt: at, smscIds: ['a1b2'], parts: 1, view };
    await this.bed.send(messageStatus, recipientKey, submitted);
    // Statuses and receipts are read from two topics.
    await eventually('it is submitted', async () => (await this.proofOf(messageId)).statuses.length === 1);
    const receipt = { ...of, smscId: 'a1b2', outcome: 'delivered', stat: 'DELIVRD', at: at + 9 };
    await this.bed.send(receipts, recipientKey, receipt);
    await eventually('the whole proof', async () => {
      const proof = await this.proofOf(messageId);
      return proof.receipt !== null && proof.statuses.length === 1;
    });
  }
}
