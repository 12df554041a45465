/** Operators by country, in order of preference. */
export class Routes<P extends { name: string }> {
  private readonly byCountry: Map<string, P[]>;
  private readonly others: P[];

  /** @param routes - country or `*` to names; validated where they were parsed */
  constructor(routes: Record<string, string[]>, providers: readonly P[]) {
    const named = (names: string[]) => providers.filter(({ name }) => names.includes(name)).sort(asIn(names));
    this.byCountry = new Map(Object.entries(routes).map(([country, names]) => [country, named(names)]));
    this.others = this.byCountry.get('*') ?? [];
  }

  /**
   * Returns the operators that may take a message: none if no operator of its route is enabled for its sender.
   * @param region - ISO 3166 alpha-2; French overseas regions are countries of their own here
   */
  of({ region, enabled }: { region: string; enabled?: readonly string[] }): readonly P[] {
    const route = this.byCountry.get(region) ?? this.others;
    return enabled ? route.filter(({ name }) => enabled.includes(name)) : route;
  }
}

const asIn =
  (names: string[]) =>
  (a: { name: string }, b: { name: string }): number =>
    names.indexOf(a.name) - names.indexOf(b.name);
