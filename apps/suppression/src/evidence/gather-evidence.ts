import { Injectable } from '@nestjs/common';
import { type Result, ok } from '@stopsms/kernel';
import { OtherServices, type ServiceAway } from './other-services';
import { explainNumber } from '../numbers/explain-number';
import type { PersonRecord } from './person-record';
import { optOutCauseOf } from '../opt-outs/opt-out-cause';
import { FindAbuseReports } from '../abuse-reports/find-abuse-reports';
import { FindErasures } from '../erasures/find-erasures';
import { FindOptOuts } from '../opt-outs/find-opt-outs';
import { RecordNumberStates } from '../numbers/record-number-states';

/** Maximum of each list; of longer lists the latest are included, and the file says so. */
const MAX_ENTRIES = 5_000;

interface Person {
  /** E.164 */
  phone: string;
  recipientKey: string;
  /** Authorization header of the caller. */
  authorization: string | undefined;
}

@Injectable()
export class GatherEvidence {
  constructor(
    private readonly others: OtherServices,
    private readonly optOuts: FindOptOuts,
    private readonly complaints: FindAbuseReports,
    private readonly erasures: FindErasures,
    private readonly numbers: RecordNumberStates,
  ) {}

  /** @returns refused when a service does not answer: what it knows would be missing without anybody noticing */
  async execute({ phone, recipientKey, authorization }: Person): Promise<Result<PersonRecord, ServiceAway>> {
    const [consents, messages, replies, confirmations, pushes, contacts] = await Promise.all([
      this.others.consents(phone, MAX_ENTRIES, authorization),
      this.others.messages(phone, MAX_ENTRIES, authorization),
      this.others.replies(phone, MAX_ENTRIES, authorization),
      this.others.confirmations(phone, MAX_ENTRIES, authorization),
      this.others.pushes(phone, MAX_ENTRIES, authorization),
      this.others.contacts(phone, MAX_ENTRIES, authorization),
    ]);
    if (!consents.ok) return consents;
    if (!messages.ok) return messages;
    if (!replies.ok) return replies;
    if (!confirmations.ok) return confirmations;
    if (!pushes.ok) return pushes;
    if (!contacts.ok) return contacts;
    const own = await this.own(recipientKey, MAX_ENTRIES + 1);
    const lists = { consents, messages, replies, confirmations, pushes, contacts };
    const cut = [
      ...Object.entries(lists).flatMap(([name, { value }]) => (value.isAll ? [] : [name])),
      ...(['optOuts', 'changes', 'complaints', 'erasures'] as const).filter((name) => own[name].length > MAX_ENTRIES),
    ];
    return ok({
      optOuts: own.optOuts.slice(0, MAX_ENTRIES),
      changes: own.changes.slice(0, MAX_ENTRIES),
      complaints: own.complaints.slice(0, MAX_ENTRIES),
      erasures: own.erasures.slice(0, MAX_ENTRIES),
      number: own.number,
      consents: consents.value.items,
      messages: messages.value.items,
      replies: replies.value.items,
      confirmations: confirmations.value.items,
      pushes: pushes.value.items,
      contacts: contacts.value.items,
      cut,
    });
  }

  /** Returns what this service has on record itself. @param most - limit of each list, the latest first */
  async own(recipientKey: string, most: number) {
    const optOuts = await this.optOuts.page({ recipientKey }, undefined, most);
    const changes = await this.optOuts.evidenceOfAll(recipientKey, most);
    const complaints = await this.complaints.ofPerson(recipientKey, most);
    return {
      optOuts: optOuts.map(({ recipientKey: _, since, ...entry }) => ({ ...entry, since: since.toISOString() })),
      changes: changes.map(({ at, recordedAt, ...change }) => ({
        ...change,
        cause: change.reason === null ? null : (optOutCauseOf(change.reason) ?? null),
        at: at.toISOString(),
        recordedAt: recordedAt.toISOString(),
      })),
      complaints: complaints.map(({ recipientKey: _, ...each }) => ({ ...each })),
      erasures: (await this.erasures.ofPerson(recipientKey, most)).map((each) => ({ ...each })),
      number: { ...explainNumber(await this.numbers.of(recipientKey)) },
    };
  }
}
