import type { ParsedReply } from '../read-by-rules';
import type { Reading } from '../reading';
import { fold } from '../words/normalise';
import type { ReplyContext } from '../reply-context';
import { type WeighedReply, findFeatures } from './features';
import { loadReplyModel } from './load-model';
import { OddsSink, type Probabilities, probabilities } from './model';

const FIGURES = /\d+/g;
const BLANKS = /\s+/g;

/** Words of the person as the model reads them: lower case, without accents, a number as `#`, one blank between words. */
export const plainOf = ({ voice }: ParsedReply): string =>
  fold(voice.text).replace(FIGURES, '#').replace(BLANKS, ' ').trim();

export const toWeigh = (
  parsed: ParsedReply,
  rules: Reading,
  country: string,
  context?: ReplyContext,
): WeighedReply => ({ plain: plainOf(parsed), sentences: parsed.sentences, country, rules, context });

/** Returns the probability of each wish, by the weights of this version. */
export function weighReply(reply: WeighedReply): Probabilities {
  sink ??= new OddsSink(loadReplyModel());
  findFeatures(reply, sink);
  return probabilities(sink.take());
}

/** One for all replies: they are read one after the other. */
let sink: OddsSink | undefined;
