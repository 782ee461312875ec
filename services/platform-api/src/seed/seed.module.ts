import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { ChangesModule } from '../changes/changes.module.ts';
import { SeedService } from './seed.service.ts';

@Module({
  imports: [AccessModule, ChangesModule],
  providers: [SeedService],
  exports: [SeedService],
})
export class SeedModule {}
