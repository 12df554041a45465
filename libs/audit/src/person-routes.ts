import { HttpCode, Post, applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { OF_A_PHONE, Refuses, bodyDto, cursorField, pageLimit, phoneField } from '@stopsms/http';
import { z } from 'zod';
import { LooksAtPersonalData } from './audit-rules';

// Routes `POST /v1/persons/…` of each service that keeps data about recipients: what it has recorded about the person of a phone
// number. The number is in the body, since proxies log paths.

const phone = phoneField.describe('Phone number in E.164, or national in France.');
const EXAMPLE = { phone: '+33639980012' };

/** Body of a route that responds at once. */
export const personBody = () => bodyDto(z.strictObject({ phone }), EXAMPLE);

/** Body of a route that responds page by page. */
export const personPageBody = () =>
  bodyDto(
    z.strictObject({ phone, cursor: cursorField.optional(), limit: pageLimit({ usual: 100, most: 500 }) }),
    EXAMPLE,
  );

const personRoute = (path: string, docs: { summary: string; description?: string }) => [
  Post(path),
  Permits('persons:read'),
  LooksAtPersonalData(),
  HttpCode(200),
  ApiOperation(docs),
];

/** A route whose body is a `personBody`. */
export const PersonRoute = (...route: Parameters<typeof personRoute>) =>
  applyDecorators(...personRoute(...route), Refuses(...OF_A_PHONE));

/** A route whose body is a `personPageBody`. */
export const PersonPageRoute = (...route: Parameters<typeof personRoute>) =>
  applyDecorators(...personRoute(...route), Refuses('invalid-cursor', ...OF_A_PHONE));
