import type { Clock } from '@stopsms/kernel';
import type { Destination, Veto } from './operator-link';
import type { ProviderLink } from './provider-link';
import type { Routes } from './routes';

/** Time that an operator without validity may take to deliver (docs/law/sending-hours.md#validity-at-the-operator). */
const STOP_BEFORE_CLOSE_MS = 2 * 3_600_000;

/** State of the routes: the operators in use, or the reason why there is none. */
export class RouteAvailability {
  /** @param routeClosedAfterMs - time for which a route may be unavailable before its messages are returned */
  constructor(
    private readonly routes: Routes<ProviderLink>,
    private readonly links: readonly ProviderLink[],
    private readonly clock: Clock,
    private readonly routeClosedAfterMs: number,
  ) {}

  /** Reason why a message must wait at its offset, else undefined (OperatorLink.problem). */
  problem(destination: Destination): string | undefined {
    const links = destination.lane === 'service' ? this.routes.of(destination) : this.links;
    return links.some(({ takes }) => takes) ? undefined : problemsOf(links);
  }

  /** True if an operator takes it, or it is known that none does. */
  isDecided(destination: Destination): boolean {
    const links = this.routes.of(destination);
    if (this.taker(links, destination)) return true;
    return this.closed(links, destination) !== undefined || this.problem(destination) !== undefined;
  }

  /** Returns the first of them that takes a message now. */
  taker(links: readonly ProviderLink[], destination: Destination): ProviderLink | undefined {
    return links.find((link) => link.takes && this.delivers(link, destination));
  }

  /** Returns whether the operator delivers it before its window closes. */
  delivers({ settings }: ProviderLink, { windowClosesAt }: Destination): boolean {
    if (settings.validity === 'honoured' || windowClosesAt === undefined) return true;
    return this.clock.now() < windowClosesAt - STOP_BEFORE_CLOSE_MS;
  }

  /** Returns the reason to return a message unsent, else undefined: it may wait for these operators. */
  closed(links: readonly ProviderLink[], destination: Destination): Veto | undefined {
    const { region, lane } = destination;
    if (lane === 'service') return undefined;
    if (links.length === 0 && destination.enabled) return notEnabled(region, destination.enabled);
    const usable = links.filter((link) => this.delivers(link, destination));
    const names = links.map(({ name }) => name).join(', ');
    if (usable.length === 0) {
      const detail = `The window closes within 2 h and ${names}, asked for ${region}, may deliver after it closes.`;
      return { status: 'expired', code: 'WINDOW_ENDING', detail };
    }
    if (usable.some(({ takes }) => takes) || !this.links.some(({ isAvailable }) => isAvailable)) return undefined;
    const unavailableMs = Math.min(...usable.map((link) => link.unavailableForMs()));
    if (unavailableMs < this.routeClosedAfterMs) return undefined;
    const detail = `No operator asked for ${region} takes messages now (${names}).`;
    return { status: 'expired', code: 'ROUTE_CLOSED', detail };
  }
}

/** Returns the problems of operators in one line, for people. */
export const problemsOf = (links: readonly ProviderLink[]): string =>
  links.map((link) => link.problem() ?? `operator ${link.name} is being probed`).join('; ');

/** Not tried elsewhere: another operator’s network would block the text, or show it under a sender that is not enabled for it. */
const notEnabled = (region: string, enabled: readonly string[]): Veto => ({
  status: 'blocked',
  code: 'SENDER_NOT_ENABLED',
  detail: `No operator of the route to ${region} is enabled for this sender (${enabled.join(', ')}).`,
});
