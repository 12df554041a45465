/** The words of one subject, by key; related ones are nested. */
export interface Words {
  [key: string]: string | Words;
}
