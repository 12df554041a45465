import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { ProblemCode } from '@stopsms/contracts';
import { PAGES_EXTENSION } from './refuses';

const page = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html><html lang="fr">…</html>' } },
  });

/** Problems of a page route that are not pages: people read its responses, so its own refusals are pages. */
const BEFORE_ANY_PAGE: readonly ProblemCode[] = ['headers-too-large', 'starting'];

/** Marks a route whose responses are HTML pages for people. */
export const AnswersPages = () =>
  applyDecorators(
    ApiExtension(PAGES_EXTENSION, BEFORE_ANY_PAGE),
    page(200, 'A page in the language of the visitor.'),
    page(404, 'A page stating that the link is not valid.'),
    page(429, 'A page that asks the visitor to try again later.'),
    page(503, 'A page that asks the visitor to try again.'),
  );
