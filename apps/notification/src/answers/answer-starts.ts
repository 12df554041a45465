import { Injectable } from '@nestjs/common';
import type { Return } from '@stopsms/contracts';
import { Clock, deterministicId } from '@stopsms/kernel';
import { languageOf } from '../texts/language';
import { joinText } from '../texts/start-text';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { DAY_MS, LimitAnswers } from './limit-answers';
import type { ServiceMessage } from '../service-messages/service-message';

type Returns = { value: Return; traceparent: string }[];

/** Answers a START that was not granted with how to join. One that was granted is confirmed once the opt-out has ended. */
@Injectable()
export class AnswerStarts {
  constructor(
    private readonly answers: LimitAnswers,
    private readonly advertisers: CurrentAdvertisers,
    private readonly clock: Clock,
  ) {}

  async execute(returns: Returns): Promise<void> {
    await this.advertisers.waitFor(returns.flatMap(({ value }) => value.advertiserId ?? []));
    await this.answers.execute(returns.flatMap((each) => this.answerTo(each)));
  }

  private answerTo({ value, traceparent }: Returns[number]): ServiceMessage[] {
    const { outcome, advertiserId, recipientKey, msisdn, region, code, evidenceId } = value;
    if (outcome === 'granted' || msisdn === undefined || code === undefined) return [];
    const [advertiser] = this.advertisers.pick(advertiserId === null ? [] : [advertiserId]);
    const lang = languageOf(region);
    const now = this.clock.now();
    return [
      {
        lang,
        episodeIds: [],
        advertiserIds: advertiser ? [advertiser.id] : [],
        dueAt: now,
        traceparent,
        message: {
          messageId: deterministicId('answer', evidenceId),
          kind: 'help',
          advertiserId: advertiser?.id ?? null,
          recipientKey,
          to: msisdn,
          text: joinText(lang, outcome, advertiser?.name),
          sender: code,
          expiresAt: now + DAY_MS,
          at: now,
        },
      },
    ];
  }
}
