import { Inject, Injectable } from '@nestjs/common';
import type { RequeuedCode } from '@stopsms/contracts';
import { LOG, type Log } from '@stopsms/service';
import { ConsentsRead } from '../../people/consents/consents-read';
import type { Candidate } from '../../rules/message';
import { TextLanguages } from '../../rules/text/text-languages';
import { decide, decideOrRefuse } from '../core/decide';
import type { Decision, Facts } from '../core/facts';
import { GatherFacts } from '../gathering/gather-facts';
import { RequestFacts, timed } from '../gathering/request-facts';

/** The decision on each message, by the rules, consents and opt-outs of this moment. Writes nothing. */
@Injectable()
export class DecideMessages {
  constructor(
    private readonly gather: GatherFacts,
    private readonly consents: ConsentsRead,
    private readonly request: RequestFacts,
    private readonly languages: TextLanguages,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Answers in the order of the candidates.
   * @param now - epoch ms
   * @param patienceMs - how long to wait for consents that are published but not read yet
   */
  async execute(candidates: readonly Candidate[], now: number, patienceMs: number): Promise<Decision[]> {
    const facts = await this.gather.execute(candidates, now, () => this.consents.now(patienceMs));
    return this.withLanguages(this.withFaultsLogged(facts.map(decideOrRefuse)));
  }

  /** A message that the dispatcher gave back: it waits, and everything is decided anew when its time comes. */
  requeued(candidate: Candidate, requeued: RequeuedCode, now: number): Decision {
    const placed = this.request.resolveRecipient(candidate, now);
    const { time, fault } = timed(placed);
    return this.decideOne({ ...placed, ...(time && { time }), ...(fault && { fault }), requeued });
  }

  /** A message that waited when its recipient asked for erasure. */
  erased(candidate: Candidate, now: number): Decision {
    return this.decideOne({ ...this.request.resolveRecipient(candidate, now), isErased: true });
  }

  private decideOne(facts: Facts): Decision {
    const decision = decideOrRefuse(facts);
    this.withFaultsLogged([decision]);
    return decision;
  }

  private withFaultsLogged(decisions: Decision[]): Decision[] {
    const faulty = decisions.filter(({ fault }) => fault !== undefined);
    const [first] = faulty;
    if (first) {
      const { fault: err, candidate } = first;
      this.log.error({ err, messageId: candidate.request.id, count: faulty.length }, 'Messages refused as UNDECIDABLE');
    }
    return decisions;
  }

  /** Language of the page behind an unsubscribe link; other texts need none. */
  private async withLanguages(decisions: Decision[]): Promise<Decision[]> {
    const linked = decisions.filter(isLinked);
    const languages = await this.languages.of(new Set(linked.map(({ candidate }) => candidate.request.text)));
    if (languages.size === 0) return decisions;
    return decisions.map((decision) => {
      const language = languages.get(decision.candidate.request.text);
      if (!isLinked(decision) || !decision.text || language === undefined) return decision;
      return decide({ ...decision, text: { ...decision.text, language } });
    });
  }
}

const isLinked = ({ outcome }: Decision): boolean =>
  outcome.verdict === 'cleared' && outcome.unsubscribeToken !== undefined;
