import { Injectable } from '@nestjs/common';
import { ResourceOwner } from '@stopsms/access';
import { Database } from '@stopsms/persistence';
import { hexOf } from '../facts/fact-frame';
import { readFrames } from '../facts/fact-frames';
import { FACTS_SQL } from '../facts/facts.store';
import { contextsOf } from '../facts/load-facts';

/** Finds the owner of a message, for a key that acts for one advertiser. */
@Injectable()
export class MessageOwner extends ResourceOwner {
  readonly what = 'message';

  constructor(private readonly database: Database) {
    super();
  }

  async advertiserOf(id: string): Promise<string | undefined> {
    const [asked] = await this.database.query(FACTS_SQL.asked, [[id]]);
    if (!asked) return undefined;
    const { home, day } = asked;
    const [first] = home === null ? [] : await readFrames(this.database, [{ position: home, day }]);
    const heads = first?.numbersOf(hexOf(id)).map((number) => first.head(number)) ?? [];
    const context = heads.find(({ kind }) => kind === 'decision')?.context;
    if (context) return (await contextsOf(this.database, [context])).get(context.toString('hex'))?.advertiserId;
    const [row] = await this.database.query(FACTS_SQL.advertiserOf, [id, day]);
    return row?.advertiserId ?? undefined;
  }
}
