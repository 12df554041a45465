/** One who signs in here, and what tokens say of them. */
export interface Person {
  id: string;
  name: string;
  /** Role as shown on the sign-in page. */
  does: string;
  roles: string[];
  advertisers: string[];
}

/** One person for each role of STOP SMS. */
export const PEOPLE: readonly Omit<Person, 'advertisers'>[] = [
  { id: 'ada', name: 'Ada', does: 'administrator: may do everything', roles: ['admin'] },
  { id: 'otto', name: 'Otto', does: 'operator: runs the platform, sees no personal data', roles: ['operator'] },
  { id: 'rita', name: 'Rita', does: 'reviewer: decides on texts that wait', roles: ['reviewer'] },
  { id: 'aude', name: 'Aude', does: 'auditor: reads everything, changes nothing', roles: ['auditor'] },
  { id: 'mark', name: 'Mark', does: 'marketer: acts for advertisers of his', roles: ['marketer'] },
];

/** People who act for advertisers. */
export const MARKETER = 'mark';

/** The people, with the advertisers that Mark has now. */
export class People {
  constructor(
    private advertisers: string[],
    private readonly keep: (advertisers: string[]) => void,
  ) {}

  find(id: string): Person | undefined {
    const person = PEOPLE.find((each) => each.id === id);
    return person && { ...person, advertisers: id === MARKETER ? this.advertisers : [] };
  }

  /** From the next token on. */
  give(advertisers: string[]): void {
    this.keep(advertisers);
    this.advertisers = advertisers;
  }
}
