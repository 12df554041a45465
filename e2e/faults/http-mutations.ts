import { FEW, type Mutation, MAX_EARLY, NOBODY, underWay } from './mutations';
import type { Scene } from './scene';

/** The provider answers 500 to some of what it took. */
async function failsAfterTaking(scene: Scene): Promise<void> {
  await underWay();
  await scene.inflictor.inflict({ kind: 'operator', mood: 'fails after taking', forMs: 6_000 });
}

/** Faults that show at a provider with an HTTP API alone. */
export const HTTP_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a dispatcher that submits again what a provider answered with 500',
    provider: 'sinch',
    edits: [
      {
        file: 'libs/providers/src/http/vendor-client.js',
        find: 'if (status < 200 || status >= 500',
        replace:
          "if (status === 500) return { outcome: 'not-sent', reason: '500' };\n        if (status < 200 || status >= 500",
      },
    ],
    habits: NOBODY,
    crowd: FEW,
    act: failsAfterTaking,
    breaks: 'submitted at most once',
  },
  {
    name: 'a dispatcher that ignores what a provider finds',
    provider: 'sinch',
    edits: [
      {
        file: 'apps/dispatcher/src/journal/unknown-messages.js',
        find: 'if (found) return this.settle(key, unknown, found);',
        replace: '',
      },
    ],
    habits: NOBODY,
    crowd: FEW,
    act: failsAfterTaking,
    breaks: 'what its provider finds is known',
  },
  {
    name: 'a reader that confirms beside a provider which answers STOP',
    provider: 'twilio',
    edits: [
      {
        file: 'apps/inbound-mo/src/replies/read-replies.js',
        find: "...isAnswered(mo, isUnclassifiedStart ? 'none' : read.tier) && {",
        replace: '...false && {',
      },
    ],
    habits: MAX_EARLY,
    crowd: FEW,
    act: underWay,
    breaks: 'one confirmation per episode',
  },
  {
    name: 'a receiver that leaves sentences to a provider which answers words alone',
    provider: 'twilio',
    edits: [
      {
        file: 'libs/providers/src/twilio/callbacks.js',
        find: "return STOPS.includes(word) ? 'STOP'",
        replace: "return word !== '' ? 'STOP'",
      },
    ],
    habits: MAX_EARLY,
    crowd: FEW,
    act: underWay,
    breaks: 'one confirmation per episode',
  },
];
