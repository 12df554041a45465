import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';

export const TAKES = 'stopsms:takes';

/** Media types of a body that a route accepts besides or instead of JSON; it refuses others itself. */
export const Takes = (...types: string[]) => applyDecorators(SetMetadata(TAKES, types), ApiConsumes(...types));

export const STREAMS = 'stopsms:streams';

/** Media types of a body that a route reads as a stream, of any size; JSON is left to it as well. */
export const Streams = (...types: string[]) => applyDecorators(SetMetadata(STREAMS, types), ApiConsumes(...types));
