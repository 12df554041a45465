import { Injectable } from '@nestjs/common';
import type { Caller } from '@stopsms/http';
import { type Result, ok } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type ComplianceAway, ComplianceClient } from './compliance-client';
import { type OutcomeGroup, type RefusedRegion, refusedRegionsOf } from './preflight-tally.rule';
import { inReach, questionOf, tooLongOf } from './page-question';
import { CONTACTS_SQL } from '../../contacts/contacts.store';
import { renderPage } from './render-page';
import type { StoredPlan } from '../drafts/stored-plan';

export interface TextVerdict {
  refused: Omit<RefusedRegion, 'count'>[];
  /** True if it may be sent to some country. */
  leavesSomewhere: boolean;
}

/** Contacts that distinguish a fault of the text from one of an attribute. */
const SAMPLE = 200;

/**
 * Checks a campaign's text with compliance before the start, for each country of its address book, with the attributes of the first
 * contacts and of at least two per region. Recipients themselves are not checked here.
 */
@Injectable()
export class CheckCampaignText {
  constructor(
    private readonly database: Database,
    private readonly compliance: ComplianceClient,
  ) {}

  /** @returns undefined for an empty book. @param at - when it would leave, epoch ms */
  async execute(
    plan: StoredPlan,
    at: number,
    asking: Caller,
  ): Promise<Result<TextVerdict | undefined, ComplianceAway>> {
    const sample = await this.database.query(CONTACTS_SQL.sample, [plan.addressBookId, SAMPLE]);
    if (sample.length === 0) return ok(undefined);
    const groups: OutcomeGroup[] = [];
    for (const page of inReach(renderPage(plan.text, sample))) {
      groups.push(...tooLongOf(page));
      const answer = await this.compliance.preflight(questionOf(plan, page, at, 0), asking);
      if (!answer.ok) return answer;
      groups.push(...answer.value.groups);
    }
    return ok(verdictOf(groups));
  }
}

function verdictOf(groups: readonly OutcomeGroup[]): TextVerdict {
  const regions = new Set(groups.map(({ region }) => region));
  // Of a sample: how many recipients there are of each, a preflight says.
  const refused = refusedRegionsOf(groups).map(({ region, code, detail }) => ({ region, code, detail }));
  return { refused, leavesSomewhere: refused.length < regions.size };
}
