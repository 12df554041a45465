import { Inject, Injectable } from '@nestjs/common';
import { type Advertiser, webhookSecretContext } from '@stopsms/contracts';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook-delivery';

const NO_KEY = 'WEBHOOK_SECRETS_KEY is not set: the call cannot be signed and waits';
const NO_SECRET = 'the advertiser has no webhook secret: the call cannot be signed and waits until one is made';
const NOT_OPENED = 'WEBHOOK_SECRETS_KEY does not open the advertiser’s webhook secrets: the call cannot be signed';

/** Secrets with which an advertiser's webhooks are signed: one, or two while it is changed. */
@Injectable()
export class SigningSecrets {
  constructor(@Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings) {}

  /** Returns why calls to it are held, in words for the advertiser; undefined if they are not. */
  whyHeld({ webhookSecrets = [] }: Advertiser): string | undefined {
    if (!this.settings.seal) return NO_KEY;
    return webhookSecrets.length === 0 ? NO_SECRET : undefined;
  }

  /** Returns at least one secret, or why there is none. */
  of(advertiser: Advertiser): string[] | string {
    const held = this.whyHeld(advertiser);
    if (held !== undefined) return held;
    const secrets = (advertiser.webhookSecrets ?? []).flatMap(
      ({ id, sealed }) => this.settings.seal?.open(sealed, webhookSecretContext(advertiser.id, id)) ?? [],
    );
    return secrets.length === 0 ? NOT_OPENED : secrets;
  }
}
