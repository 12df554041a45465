import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';

export const TAKES = 'stopsms:takes';

/** The forms of body that a route reads, where JSON is not the only one; it refuses others itself. */
export const Takes = (...types: string[]) => applyDecorators(SetMetadata(TAKES, types), ApiConsumes(...types));
