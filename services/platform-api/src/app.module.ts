import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import { AccessModule } from './access/access.module.ts';
import { MeController } from './access/me.controller.ts';
import { ChangesModule } from './changes/changes.module.ts';
import { ProblemFilter } from './common/problem.filter.ts';
import { ValidationPipe } from './common/validation.pipe.ts';
import { ConfigModule } from './config/config.module.ts';
import type { Env } from './config/env.ts';
import { loggerOptions } from './config/logger.ts';
import { DatabaseModule } from './database/database.module.ts';
import { EnvironmentsController } from './environments/environments.controller.ts';
import { EnvironmentsModule } from './environments/environments.module.ts';
import { EvaluationController } from './evaluation/evaluation.controller.ts';
import { EvaluationService } from './evaluation/evaluation.service.ts';
import { ExplainController } from './evaluation/explain.controller.ts';
import { RulesetVersionInterceptor } from './evaluation/ruleset-version.interceptor.ts';
import { RulesetsModule } from './evaluation/rulesets.module.ts';
import { FlagActionsController } from './flags/flag-actions.controller.ts';
import { FlagsController } from './flags/flags.controller.ts';
import { FlagsModule } from './flags/flags.module.ts';
import { HealthController } from './health/health.controller.ts';
import { SeedModule } from './seed/seed.module.ts';
import { StartupService } from './startup.service.ts';
import { StreamsController } from './streams/streams.controller.ts';
import { TenantsController } from './tenants/tenants.controller.ts';
import { TenantsModule } from './tenants/tenants.module.ts';

/** The whole API. Controllers stand here, not in their modules: they need the pipeline, and it needs the modules. */
@Module({
  controllers: [
    HealthController,
    EvaluationController,
    StreamsController,
    MeController,
    EnvironmentsController,
    TenantsController,
    FlagsController,
    FlagActionsController,
    ExplainController,
  ],
  providers: [
    EvaluationService,
    StartupService,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: RulesetVersionInterceptor },
    { provide: APP_PIPE, useClass: ValidationPipe },
  ],
})
export class AppModule {
  static with(env: Env): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(env),
        LoggerModule.forRoot(loggerOptions(env)),
        DatabaseModule,
        AccessModule,
        EnvironmentsModule,
        TenantsModule,
        FlagsModule,
        RulesetsModule,
        ChangesModule,
        SeedModule,
      ],
    };
  }
}
