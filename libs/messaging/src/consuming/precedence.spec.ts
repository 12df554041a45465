import { messageStatus } from '@stopsms/contracts';
import { Precedence, type Progress } from './precedence';

const SENT_AT = 5_000;

/** A broker that returns the end of the topic and the committed offset when the test permits. */
function asking({ low = 0n, high = 0n, committed }: { low?: bigint; high?: bigint; committed?: bigint }) {
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  const precedence = new Precedence(
    {
      ends: async () => (await asked, new Map([[3, high]])),
      extents: async () => (await asked, new Map([[3, { low, high }]])),
      committedOn: async () => new Map(committed === undefined ? [] : [[3, committed]]),
    },
    messageStatus,
    'group',
  );
  const state: { fetched: Progress | undefined; isOurs: boolean; isKept: boolean } = {
    fetched: undefined,
    isOurs: true,
    isKept: false,
  };
  const kept = precedence
    .kept(
      3,
      SENT_AT,
      () => state.fetched,
      () => state.isOurs,
    )
    .then(() => (state.isKept = true));
  return { state, kept, answer };
}
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('a batch waits for the records that come before it', () => {
  it('until a record appended later was fetched, without the broker’s answer', async () => {
    const { state, kept } = asking({});
    state.fetched = { upTo: 8n, appendedAt: SENT_AT };
    await aWhile();
    expect(state.isKept).toBe(false);
    state.fetched = { upTo: 9n, appendedAt: SENT_AT + 1 };
    await kept;
  });

  it('until the end was fetched, if nothing was appended later', async () => {
    const { state, kept, answer } = asking({ high: 9n });
    answer();
    state.fetched = { upTo: 8n, appendedAt: SENT_AT - 10 };
    await aWhile();
    expect(state.isKept).toBe(false);
    state.fetched = { upTo: 9n, appendedAt: SENT_AT - 5 };
    await kept;
  });

  it.each([
    { it: 'the partition is empty', low: 4n, high: 4n },
    { it: 'all was handled by an earlier owner', high: 9n, committed: 9n },
  ])('not when $it', async ({ it: _, ...broker }) => {
    const { kept, answer } = asking(broker);
    answer();
    await kept;
  });

  it('not for records that were deleted before they were fetched', async () => {
    const { state, kept, answer } = asking({ low: 9n, high: 9n });
    state.fetched = { upTo: 8n, appendedAt: SENT_AT - 10 };
    answer();
    await kept;
  });

  it('although an earlier owner handled some', async () => {
    const { state, kept, answer } = asking({ high: 9n, committed: 8n });
    answer();
    await aWhile();
    expect(state.isKept).toBe(false);
    state.fetched = { upTo: 9n, appendedAt: SENT_AT - 5 };
    await kept;
  });

  it('no longer once the partition is reassigned', async () => {
    const { state, kept } = asking({});
    state.isOurs = false;
    await kept;
  });
});
