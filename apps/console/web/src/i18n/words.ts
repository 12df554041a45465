/** The words of one subject, by key; what belongs together stands below one. */
export interface Words {
  [key: string]: string | Words;
}
