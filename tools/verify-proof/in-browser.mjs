// What the console tells of a proof: the sentences of `--lang`, without the checks, which need the document as a file.
export { explain } from './explain.mjs';
export { effectsBeforeCauses } from './check-order-in-time.mjs';
