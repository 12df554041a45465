import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

// A page for newcomers is commands in `sh` blocks, each with the answer it promises in a `json` or `text` block below it.

export const FIRST_CAMPAIGN = { page: 'docs/first-campaign.md', under: /^\d\. / };

/** One block of commands, with what the page says they answer. */
export interface Step {
  /** Its heading, and its number among the blocks of that heading. */
  name: string;
  command: string;
  promised?: { as: 'json' | 'text'; content: string };
  /** It only asks, so that it may be asked again until the answer has come. */
  looks: boolean;
}

/** A heading, or a block of code, also of a list, with its language. */
const PART = /^#+ (?<heading>.+)$|^ *```(?<language>\w+)\n(?<content>[^]*?)^ *```$/gm;
/** `curl … -d` and `--data-binary`: what sends something. */
const SENDS = /\s(-d|--data-binary)\s/;
/** Read-only routes that take a number in the body, since none appears in a URL. */
const ONLY_ASKS = /\/v1\/(why-blocked|\S+\/search)\s/;

/**
 * @param page - path from the root of the repository
 * @param under - the headings whose commands are steps
 */
export function readPage(page: string, under: RegExp): Step[] {
  const steps: Step[] = [];
  let heading = '';
  for (const { groups = {} } of readFileSync(join(workspaceRoot(), page), 'utf8').matchAll(PART)) {
    const { language, content = '' } = groups;
    heading = groups['heading'] ?? heading;
    if (!under.test(heading)) continue;
    const last = steps.at(-1);
    if (language === 'sh') {
      const nth = steps.filter(({ name }) => name.startsWith(heading)).length + 1;
      steps.push({
        name: `${heading}, block ${nth}`,
        command: content,
        looks: !SENDS.test(content) || ONLY_ASKS.test(content),
      });
    } else if (last && (language === 'json' || language === 'text')) last.promised = { as: language, content };
  }
  return steps;
}
