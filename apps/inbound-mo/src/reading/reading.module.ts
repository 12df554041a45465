import { Module } from '@nestjs/common';
import { ReadController } from './read.controller';

@Module({ controllers: [ReadController] })
export class ReadingModule {}
