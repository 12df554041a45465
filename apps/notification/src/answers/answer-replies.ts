import { Injectable } from '@nestjs/common';
import type { Reply } from '@stopsms/contracts';
import { Clock, deterministicId } from '@stopsms/kernel';
import { languageOf } from '../texts/language';
import { publisherText } from '../texts/publisher-text';
import { NotificationMetrics } from '../notification-metrics';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { DAY_MS, LimitAnswers } from './limit-answers';
import type { ServiceMessage } from '../service-messages/service-message';

type Replies = { reply: Reply; traceparent: string }[];
type Asking = { reply: Reply & { msisdn: string }; traceparent: string };

/** Answers CONTACT and HELP with who publishes the texts, to a person opted out or not, at any hour, unless the operator does. */
@Injectable()
export class AnswerReplies {
  constructor(
    private readonly answers: LimitAnswers,
    private readonly advertisers: CurrentAdvertisers,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
  ) {}

  async execute(replies: Replies): Promise<void> {
    const asked = replies.filter(isAsking);
    const asking = asked.filter(({ reply }) => reply.confirmedBy === undefined);
    for (let n = asking.length; n < asked.length; n += 1) this.metrics.skip('answer', 'by-operator');
    if (asking.length === 0) return;
    await this.advertisers.waitFor(asking.flatMap(({ reply }) => reply.advertisers.map((each) => each.advertiserId)));
    await this.answers.execute(asking.map(({ reply, traceparent }) => this.answerTo(reply, traceparent)));
  }

  private answerTo(reply: Asking['reply'], traceparent: string): ServiceMessage {
    const { recipientKey, msisdn, region, code } = reply;
    const now = this.clock.now();
    const lang = languageOf(region);
    const meant = this.advertisers.pick(reply.advertisers.map(({ advertiserId }) => advertiserId));
    const publishers = meant.length > 0 ? meant : this.advertisers.withCode(code);
    const [only, ...others] = publishers;
    return {
      lang,
      episodeIds: [],
      advertiserIds: publishers.map(({ id }) => id),
      dueAt: now,
      traceparent,
      message: {
        messageId: deterministicId('answer', reply.replyId),
        kind: reply.tier === 'help' ? 'help' : 'contact',
        advertiserId: others.length === 0 ? (only?.id ?? null) : null,
        recipientKey,
        to: msisdn,
        text: publisherText(
          lang,
          publishers.map(({ legalName, name, contact }) => ({ legalName: legalName.trim() || name, contact })),
        ),
        sender: code,
        expiresAt: now + DAY_MS,
        at: now,
      },
    };
  }
}

const isAsking = (each: Replies[number]): each is Asking =>
  (each.reply.tier === 'contact' || each.reply.tier === 'help') &&
  each.reply.code !== '' &&
  each.reply.msisdn !== undefined;
