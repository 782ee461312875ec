import { Global, Module } from '@nestjs/common';
import { Evaluations } from './evaluations.ts';
import { Metrics } from './metrics.ts';
import { Tracing } from './tracing.ts';

/** Global: any domain may have something to count. */
@Global()
@Module({ providers: [Evaluations, Metrics, Tracing], exports: [Evaluations, Metrics] })
export class TelemetryModule {}
