/** Why the story could not be told to its end, as one sentence for people. */
export class StoryStopped extends Error {}
