import type { SecretSeal } from '@stopsms/kernel';
import type { Database, Sql } from '@stopsms/persistence';
import { SESSIONS_SQL } from './sessions.store';
import { type IdentityProvider, ProviderAway, SignInRefused, type Tokens } from '../sign-in/identity-provider';

type AccessToken = { kind: 'token'; accessToken: string } | { kind: 'refused' } | { kind: 'away' };

/** Time before its expiry at which a token is refreshed: a request sent with it must still arrive. */
const EARLY_MS = 30_000;

/** The tokens of each session, sealed and never sent to a browser, beside the row of connect-pg-simple. */
export class SessionTokens {
  /** Refreshes under way here: many requests of one page share one. */
  private readonly refreshing = new Map<string, Promise<AccessToken>>();

  constructor(
    private readonly db: Database,
    private readonly seal: SecretSeal,
    private readonly provider: IdentityProvider,
  ) {}

  /** The session is stored already. */
  async put(sid: string, tokens: Tokens, sql: Sql = this.db): Promise<void> {
    const sealed = this.seal.seal(JSON.stringify(tokens), sid);
    await sql.query(SESSIONS_SQL.putTokens, [sid, sealed]);
  }

  /** @returns undefined once the session is over, or its tokens cannot be opened any more */
  async of(sid: string, sql: Sql = this.db, statement = SESSIONS_SQL.tokens): Promise<Tokens | undefined> {
    const [row] = await sql.query(statement, [sid]);
    const opened = row?.tokens ? this.seal.open(row.tokens, sid) : undefined;
    return opened === undefined ? undefined : (JSON.parse(opened) as Tokens);
  }

  /** One that lasts for `lastsMs` still: changed for a new one when it does not. */
  async fresh(sid: string, lastsMs = EARLY_MS): Promise<AccessToken> {
    const tokens = await this.of(sid);
    if (!tokens) return { kind: 'refused' };
    if (lasts(tokens, lastsMs)) return { kind: 'token', accessToken: tokens.accessToken };
    let underWay = this.refreshing.get(sid);
    if (!underWay) {
      underWay = this.refresh(sid, tokens).finally(() => this.refreshing.delete(sid));
      this.refreshing.set(sid, underWay);
    }
    return underWay;
  }

  /** The row is held meanwhile: a refresh token counts once, and another replica may be asked at the same time. */
  private refresh(sid: string, before: Tokens): Promise<AccessToken> {
    return this.db.run(async (tx) => {
      const tokens = await this.of(sid, tx, SESSIONS_SQL.lockTokens);
      if (!tokens) return { kind: 'refused' };
      const isChanged = tokens.accessToken !== before.accessToken;
      if (isChanged && lasts(tokens, EARLY_MS)) return { kind: 'token', accessToken: tokens.accessToken };
      try {
        const renewed = await this.provider.refresh(tokens);
        await this.put(sid, renewed, tx);
        return { kind: 'token', accessToken: renewed.accessToken };
      } catch (error) {
        if (error instanceof SignInRefused) return { kind: 'refused' };
        if (!(error instanceof ProviderAway)) throw error;
        // It was to be changed early: while it holds, nobody is kept from working.
        if (tokens.accessEndsAt > Date.now()) return { kind: 'token', accessToken: tokens.accessToken };
        return { kind: 'away' };
      }
    });
  }
}

const lasts = ({ accessEndsAt }: Tokens, forMs: number): boolean => accessEndsAt - Date.now() > forMs;
