import { Module } from '@nestjs/common';
import { ReopenLinks } from './reopen-links';
import { UnsubscribeTokens } from './unsubscribe-tokens';

@Module({ providers: [ReopenLinks, UnsubscribeTokens], exports: [ReopenLinks, UnsubscribeTokens] })
export class LinksModule {}
