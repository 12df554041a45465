import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory, sendersOf } from '@stopsms/advertisers';
import type { ReportToMatch } from '@stopsms/contracts';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { type Finding, judgeSightings } from './judge-sightings';
import { isSimilar, similarLengths } from './similar-text';
import { addReportMatches } from '../../produces/compliance.report-matches.v1';
import { FindSentTexts, type SentText } from './find-sent-texts';

/** A text sent so long before or after still counts: people report late, and clocks and time zones are mistaken. */
const AROUND_MS = 48 * 3_600_000;

/** Decisions on messages have their turn in between. */
const TURN_MS = 10;

type Found = { report: ReportToMatch; finding: Finding };

/**
 * Finds whom a complaint is about, by the texts that left with its sender. Few texts differ, so these are compared and not
 * the messages. The same complaint asked again is answered again, the same.
 */
@Injectable()
export class MatchReports {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly directory: AdvertiserDirectory,
    private readonly texts: FindSentTexts,
  ) {}

  async execute(reports: readonly ReportToMatch[]): Promise<void> {
    if (reports.length === 0) return;
    await this.directory.catchUp();
    const bySender = new Map<string, ReportToMatch[]>();
    for (const report of reports) {
      const seen = report.sender.toLowerCase();
      bySender.set(seen, [...(bySender.get(seen) ?? []), report]);
    }
    const found: Found[] = [];
    for (const [sender, ofSender] of bySender) found.push(...(await this.match(sender, ofSender)));
    await this.database.run((tx) =>
      addReportMatches(
        this.outbox,
        tx,
        found.map(({ report: { reportId, receivedAt }, finding }) => ({ reportId, at: receivedAt, ...finding })),
      ),
    );
  }

  private async match(sender: string, reports: ReportToMatch[]): Promise<Found[]> {
    const instants = reports.map(({ at }) => at);
    const lengths = reports.map(({ text }) => similarLengths(text.length));
    const known = await this.texts.ofSender(sender, this.advertisersOf(sender), {
      from: Math.min(...instants) - AROUND_MS,
      to: Math.max(...instants) + AROUND_MS,
      shortest: Math.min(...lengths.map(({ shortest }) => shortest)),
      longest: Math.max(...lengths.map(({ longest }) => longest)),
    });
    // Of some texts alone it cannot be said that no other fits.
    if (!known) return reports.map((report) => ({ report, finding: { outcome: 'none', code: 'TEXTS_TOO_MANY' } }));
    const fitting = await fit(reports, known);
    const sightings = await this.texts.sightings(
      reports.flatMap(({ reportId, text, recipientKey, at }) =>
        (fitting.get(text) ?? []).map((textId) => ({
          reportId,
          textId,
          recipientKey,
          from: at - AROUND_MS,
          to: at + AROUND_MS,
        })),
      ),
    );
    return reports.map((report) => ({ report, finding: judgeSightings(sightings.get(report.reportId) ?? []) }));
  }

  /** Returns the present owners of a sender; the owner when the text left is known from the text. */
  private advertisersOf(sender: string): string[] {
    return this.directory
      .all()
      .filter((each) => sendersOf(each).some((own) => own.toLowerCase() === sender))
      .map(({ id }) => id);
  }
}

/** Ids of the texts that are like each text complained of; many complaints are about one. */
async function fit(reports: ReportToMatch[], known: SentText[]): Promise<Map<string, string[]>> {
  const fitting = new Map<string, string[]>();
  let turn = performance.now();
  for (const text of new Set(reports.map((report) => report.text))) {
    const alike: string[] = [];
    for (const { textId, text: sent } of known) {
      if (isSimilar(text, sent)) alike.push(textId);
      if (performance.now() - turn < TURN_MS) continue;
      await setImmediate();
      turn = performance.now();
    }
    fitting.set(text, alike);
  }
  return fitting;
}
