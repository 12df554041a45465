/** A refusal, in words for a person. */
export class Refusal extends Error {}

export const refuse = (why) => {
  throw new Refusal(why);
};
