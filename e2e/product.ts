import { generateKeyPairSync } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { openChromium } from '@stopsms/chromium';
import type { ServiceName } from '@stopsms/contracts';
import { OtlpReceiver } from '@stopsms/testing';
import { WEBHOOK_SECRET } from './answers/walk-others';
import { type Stage, openStage } from './stage';
import { tracedBy } from './story/traces';

/** Stage on which all parts of `product.test.ts` play, one after another. */
export interface Product extends Stage {
  /** Collector of the traces of every service. */
  collector: OtlpReceiver;
  /** Chromium of all pages; the first call starts it. */
  browser(): Promise<Browser>;
  /** Restarts services with further settings, which each later restart of a service keeps. */
  restart(names: readonly ServiceName[], settings: NodeJS.ProcessEnv): Promise<void>;
}

export async function openProduct(): Promise<Product> {
  const collector = await OtlpReceiver.start();
  const env: NodeJS.ProcessEnv = {
    ...tracedBy(collector),
    // As `npm start` has it: parts wait for proofs.
    SEAL_EVERY_MS: '2000',
    EXPORT_SIGNING_KEY: signingKey(),
    WEBHOOK_SECRET,
    // Some parts send more requests than a client may.
    API_RATE_PER_SECOND: '10000',
    REQUESTS_PER_SECOND: '10000',
  };
  const stage = await openStage(env);
  let chromium: Promise<Browser> | undefined;
  return {
    ...stage,
    collector,
    browser: () => (chromium ??= openChromium()),
    restart: async (names, settings) => {
      Object.assign(env, settings);
      await Promise.all(names.map((name) => stage.stack.services[name].restart()));
    },
    close: async () => {
      await (await chromium)?.close();
      await stage.close();
      await collector.close();
    },
  };
}

const signingKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n');
