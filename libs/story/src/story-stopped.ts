/** Reason why the story could not finish, as one sentence for people. */
export class StoryStopped extends Error {}
