import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';

export const TAKES = 'stopsms:takes';

/** The forms of body that a route reads, where JSON is not the only one; it refuses others itself. */
export const Takes = (...types: string[]) => applyDecorators(SetMetadata(TAKES, types), ApiConsumes(...types));

export const STREAMS = 'stopsms:streams';

/** The forms of body that a route reads as they come, of any size; JSON is left to it as well. */
export const Streams = (...types: string[]) => applyDecorators(SetMetadata(STREAMS, types), ApiConsumes(...types));
