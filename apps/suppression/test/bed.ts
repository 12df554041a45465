import { randomUUID } from 'node:crypto';
import { startService } from '@stopsms/bootstrap';
import {
  type OptOut,
  type OptOutChanged,
  type OptOutRecord,
  type Reply,
  type Return,
  type Topic,
  optOutChanged,
  optOuts,
  replies,
  returns,
} from '@stopsms/contracts';
import { ensureTopics } from '@stopsms/messaging';
import { type BedPlan, type OwnPart, type Seen, TestBed, eventually, keys, layBed } from '@stopsms/testing';
import { suppression } from '../src/app.module';

/** The suppression service, with the records of inbound-mo and campaign. */
export class Bed extends TestBed {
  static async make(...own: OwnPart[]): Promise<Bed> {
    const plan: BedPlan = {
      service: 'suppression',
      start: (env, onFatal) => startService(suppression, env, onFatal),
      own,
    };
    return new Bed(plan, await layBed(plan));
  }

  /** Empties a topic, as after the loss of its disks. */
  async loseTopic(topic: Topic): Promise<void> {
    const admin = this.kafkaClient.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic.name] });
    await eventually(`${topic.name} is gone`, async () => !(await admin.listTopics()).includes(topic.name));
    await ensureTopics(admin);
    await admin.disconnect();
  }

  /** The opt-outs alone: no heartbeat, no canary. Read it anew each time. */
  async collectOptOuts(): Promise<() => Seen<OptOut>[]> {
    const records = await this.collect<OptOutRecord | null>(optOuts);
    return () => records.filter((record): record is Seen<OptOut> => record.value !== null && 'state' in record.value);
  }

  collectChanges(): Promise<Seen<OptOutChanged>[]> {
    return this.collect<OptOutChanged>(optOutChanged);
  }

  /** A START of a person with a consent according to compliance, later than their last STOP. */
  async comesBack(msisdn: string, advertiserId: string, at = Date.now() + 10_000, acceptedAt = at): Promise<void> {
    const value: Return = {
      ...{ returnId: randomUUID(), recipientKey: keys.keyOf(msisdn), outcome: 'granted', advertiserId },
      ...{ consentId: randomUUID(), cause: 'start', at, acceptedAt, evidenceId: randomUUID() },
      ...{ msisdn, region: 'FR', code: '36180' },
    };
    await this.put(returns, [{ key: value.recipientKey, value }]);
  }

  async reply(...all: Reply[]): Promise<void> {
    await this.put(
      replies,
      all.map((value) => ({ key: value.recipientKey, value })),
    );
  }
}

/** Record of inbound-mo for a STOP texted to 36180 and meant for `advertiserIds`. */
export function stop(msisdn: string, advertiserIds: string[], fields: Partial<Reply> = {}): Reply {
  return {
    replyId: randomUUID(),
    recipientKey: keys.keyOf(msisdn),
    msisdn,
    region: 'FR',
    channel: 'sms',
    code: '36180',
    tier: 'exact',
    reason: 'keyword STOP',
    everyAdvertiser: false,
    advertisers: advertiserIds.map((advertiserId) => ({ advertiserId, confidence: 1, evidence: 'last text' })),
    attributed: true,
    receivedAt: Date.now(),
    ...fields,
  };
}
