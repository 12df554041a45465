import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, PeopleLimit, Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { LooksAtPersonalData } from '@stopsms/audit';
import {
  OF_A_PHONE,
  Problem,
  Refuses,
  bodyDto,
  cursorField,
  cursorInstant,
  pageCursor,
  pageLimit,
  phoneField,
  phoneIn,
  uuidField,
} from '@stopsms/http';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { LoadedPacks } from '../../rules/packs/load-rule-packs';
import { packName } from '../../rules/packs/rule-pack';
import { FindConsents } from './find-consents';
import { SKEW_MS } from './judge-consent-status';
import type { Basis } from './consent';
import { RecordConsents } from './record-consents';
import { RecordWithdrawals } from './record-withdrawals';
import { PostConsent, PostWithdrawal, evidenceOf, isImport } from './consent-body';
import { ADVERTISER_ID } from '../../http-parts/examples';
import { firstConsent } from '../../http-parts/first-campaign';
import { ConsentIdAnswer, ConsentsAnswer } from './consents.schema';

const CURSOR = pageCursor({ grantedAt: cursorInstant(), id: uuidField() });

class ConsentsSearch extends bodyDto(
  z.strictObject({
    phone: phoneField.describe('Phone number in E.164, or national in France.'),
    advertiserId: uuidField().optional(),
    cursor: cursorField.optional(),
    limit: pageLimit(),
  }),
  { phone: '06 39 98 00 12', advertiserId: ADVERTISER_ID },
) {}

@ApiTags('consents')
@Controller('v1/consents')
export class ConsentsController {
  constructor(
    private readonly recordConsents: RecordConsents,
    private readonly recordWithdrawals: RecordWithdrawals,
    private readonly findConsents: FindConsents,
    private readonly packs: LoadedPacks,
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
    private readonly people: PeopleLimit,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permits('consents:write', { in: 'body', field: 'advertiserId' })
  @Refuses('not-found', 'consent-in-future', 'consent-basis-invalid', ...OF_A_PHONE)
  @ZodResponse({ status: 201, type: ConsentIdAnswer })
  @ApiOperation({
    summary: 'Records a person’s consent to adverts of an advertiser; an identical request is recorded once',
  })
  @ApiBody({ type: PostConsent, ...firstConsent })
  async post(@Body() body: PostConsent) {
    const { phone, advertiserId, grantedAt, source, basis, collectedBy, wordingVersion } = body;
    const { e164, region } = phoneIn('body', 'phone', phone);
    this.refuseFuture('grantedAt', grantedAt);
    this.refuseBasis(basis, region);
    await this.refuseUnknown(advertiserId);
    const recipientKey = this.keys.keyOf(e164);
    const wording = body.wording ?? `version ${wordingVersion}`;
    const consentId = deterministicId('consent', recipientKey, advertiserId, String(grantedAt), basis, source, wording);
    const ownAct = basis === 'consent' && !isImport(body);
    const act = { recipientKey, advertiserId, grantedAt, source, wording, basis, collectedBy, ownAct };
    await this.recordConsents.execute([{ ...act, consentId, evidence: evidenceOf(body) }]);
    return { id: consentId };
  }

  @Post('withdrawals')
  @Permits('consents:write', { in: 'body', field: 'advertiserId' })
  @Refuses('not-found', 'consent-in-future', ...OF_A_PHONE)
  @ZodResponse({ status: 201, type: ConsentIdAnswer })
  @ApiOperation({
    summary: 'Records the withdrawal of a consent; existing records are never changed',
    description:
      'Later decisions refuse adverts to the person. To stop adverts already in progress, also record an opt-out with `PUT /v1/opt-outs` of suppression.',
  })
  async withdraw(@Body() { phone, advertiserId, withdrawnAt, source, reason }: PostWithdrawal) {
    const { e164 } = phoneIn('body', 'phone', phone);
    this.refuseFuture('withdrawnAt', withdrawnAt);
    await this.refuseUnknown(advertiserId);
    const recipientKey = this.keys.keyOf(e164);
    const withdrawalId = deterministicId('withdrawal', recipientKey, advertiserId, String(withdrawnAt), source);
    const withdrawal = { withdrawalId, recipientKey, advertiserId, at: withdrawnAt, source, reason };
    await this.recordWithdrawals.execute([withdrawal]);
    return { id: withdrawalId };
  }

  @Post('search')
  @HttpCode(200)
  @Permits('consents:read', { in: 'body', field: 'advertiserId' })
  @Refuses('invalid-cursor', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ConsentsAnswer })
  @ApiOperation({
    summary: 'Consents of a person with their history (granted, withdrawn, re-granted), latest first',
  })
  @LooksAtPersonalData()
  async list(
    @Body() { phone, advertiserId, cursor, limit }: ConsentsSearch,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
  ) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    if (actsFor) this.people.take(caller, 1);
    const shown = actsFor ? 'advertiser' : 'whole';
    const found = await this.findConsents.page({ recipientKey, advertiserId }, CURSOR.read(cursor), limit + 1, shown);
    return CURSOR.page(found, limit, ({ grantedAt, id }) => ({ grantedAt, id }));
  }

  private refuseFuture(field: string, at: number): void {
    if (at <= this.clock.now() + SKEW_MS) return;
    throw Problem.ofField(
      'consent-in-future',
      'body',
      field,
      `${field} is in the future. Send the time at which the person gave consent.`,
    );
  }

  /** Judged again for each message, by the pack of that moment; where no pack is in force no advert leaves anyway. */
  private refuseBasis(basis: Basis, region: string): void {
    const pack = this.packs.choice.inForce(region, this.clock.now());
    if (!pack || pack.consent.bases.includes(basis)) return;
    const accepted = pack.consent.bases.join(', ');
    const detail = `basis: ${basis} is not a valid basis for adverts by SMS in ${region} (${packName(pack)}). Valid: ${accepted}.`;
    throw Problem.ofField('consent-basis-invalid', 'body', 'basis', detail);
  }

  private async refuseUnknown(advertiserId: string): Promise<void> {
    if (this.directory.get(advertiserId)) return;
    await this.directory.catchUp();
    if (!this.directory.get(advertiserId)) throw Problem.notFound('advertiser', advertiserId);
  }
}
