import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import { AccessModule } from './access/access.module.ts';
import { MeController } from './access/me.controller.ts';
import { MembersController } from './access/members.controller.ts';
import { ApprovalsController } from './approvals/approvals.controller.ts';
import { ApprovalsModule } from './approvals/approvals.module.ts';
import { AuditController } from './audit/audit.controller.ts';
import { AuditModule } from './audit/audit.module.ts';
import { ChangesController } from './changes/changes.controller.ts';
import { ChangesModule } from './changes/changes.module.ts';
import { ValidationPipe } from './common/validation.pipe.ts';
import { VersionInterceptor } from './common/version.interceptor.ts';
import { ConfigModule } from './config/config.module.ts';
import type { Env } from './config/env.ts';
import { loggerOptions } from './config/logger.ts';
import type { LogDestination } from './config/logger.ts';
import { DatabaseModule } from './database/database.module.ts';
import { EnvironmentsController } from './environments/environments.controller.ts';
import { EnvironmentsModule } from './environments/environments.module.ts';
import { EvaluationController } from './evaluation/evaluation.controller.ts';
import { EvaluationService } from './evaluation/evaluation.service.ts';
import { ExplainController } from './evaluation/explain.controller.ts';
import { ExplainService } from './evaluation/explain.service.ts';
import { Subjects } from './evaluation/subjects.service.ts';
import { RulesetVersionInterceptor } from './evaluation/ruleset-version.interceptor.ts';
import { RulesetsModule } from './evaluation/rulesets.module.ts';
import { ExposureIntake } from './exposures/exposure-intake.service.ts';
import { ExposuresController } from './exposures/exposures.controller.ts';
import { ExposuresModule } from './exposures/exposures.module.ts';
import { FeatureRequestsController } from './feature-requests/feature-requests.controller.ts';
import { FeatureRequestsModule } from './feature-requests/feature-requests.module.ts';
import { OwnFeatureRequestsController } from './feature-requests/own-feature-requests.controller.ts';
import { FeaturesController } from './features/features.controller.ts';
import { FeaturesModule } from './features/features.module.ts';
import { BulkActionsController, BulkPreviewController } from './flags/bulk-actions.controller.ts';
import { BulkActionsService } from './flags/bulk-actions.service.ts';
import { FlagListService } from './flags/flag-list.service.ts';
import { FlagActionsController } from './flags/flag-actions.controller.ts';
import { FlagFacetsController, FlagsController } from './flags/flags.controller.ts';
import { FlagsModule } from './flags/flags.module.ts';
import { FleetController } from './fleet/fleet.controller.ts';
import { FleetService } from './fleet/fleet.service.ts';
import { HealthController } from './health/health.controller.ts';
import { IdempotencyModule } from './idempotency/idempotency.module.ts';
import { KillSwitchEffects } from './kill-switches/kill-switch-effects.service.ts';
import { KillSwitchesController } from './kill-switches/kill-switches.controller.ts';
import { KillSwitchesModule } from './kill-switches/kill-switches.module.ts';
import { OfrepController } from './ofrep/ofrep.controller.ts';
import { OfrepFilter } from './ofrep/ofrep.filter.ts';
import { OfrepService } from './ofrep/ofrep.service.ts';
import { OverridesController } from './overrides/overrides.controller.ts';
import { OverridesModule } from './overrides/overrides.module.ts';
import { RolloutsController } from './rollouts/rollouts.controller.ts';
import { RolloutsService } from './rollouts/rollouts.service.ts';
import { ScheduleModule } from './schedule/schedule.module.ts';
import { SeedModule } from './seed/seed.module.ts';
import { SdkKeysController } from './sdk-keys/sdk-keys.controller.ts';
import { SdkKeysModule } from './sdk-keys/sdk-keys.module.ts';
import { SegmentsController } from './segments/segments.controller.ts';
import { SegmentsModule } from './segments/segments.module.ts';
import { StartupService } from './startup.service.ts';
import { RulesetsController } from './rulesets/rulesets.controller.ts';
import { RulesetsAdminController } from './rulesets/rulesets-admin.controller.ts';
import { RulesetStatus } from './rulesets/ruleset-status.service.ts';
import { SignedRulesets } from './rulesets/signed-rulesets.service.ts';
import { SigningModule } from './signing/signing.module.ts';
import { StreamsModule } from './streams/streams.module.ts';
import { TicketsModule } from './streams/tickets.module.ts';
import { StreamsController } from './streams/streams.controller.ts';
import { MetricsController } from './telemetry/metrics.controller.ts';
import { RulesetMetrics } from './telemetry/ruleset.metrics.ts';
import { TelemetryModule } from './telemetry/telemetry.module.ts';
import { TenantsController } from './tenants/tenants.controller.ts';
import { TenantsModule } from './tenants/tenants.module.ts';

/** The whole API. Controllers stand here, not in their modules: they need the pipeline, and it needs the modules. */
@Module({
  controllers: [
    HealthController,
    MetricsController,
    EvaluationController,
    OfrepController,
    ExposuresController,
    StreamsController,
    RulesetsController,
    RulesetsAdminController,
    MeController,
    FeaturesController,
    OwnFeatureRequestsController,
    FeatureRequestsController,
    MembersController,
    EnvironmentsController,
    FleetController,
    TenantsController,
    FlagsController,
    FlagFacetsController,
    BulkActionsController,
    BulkPreviewController,
    FlagActionsController,
    OverridesController,
    SegmentsController,
    KillSwitchesController,
    RolloutsController,
    SdkKeysController,
    ChangesController,
    ApprovalsController,
    ExplainController,
    AuditController,
  ],
  providers: [
    BulkActionsService,
    FlagListService,
    EvaluationService,
    ExplainService,
    FleetService,
    KillSwitchEffects,
    RolloutsService,
    RulesetStatus,
    OfrepService,
    SignedRulesets,
    RulesetMetrics,
    ExposureIntake,
    StartupService,
    Subjects,
    { provide: APP_FILTER, useClass: OfrepFilter },
    { provide: APP_INTERCEPTOR, useClass: RulesetVersionInterceptor },
    { provide: APP_INTERCEPTOR, useClass: VersionInterceptor },
    { provide: APP_PIPE, useClass: ValidationPipe },
  ],
})
export class AppModule {
  static with(env: Env, logs?: LogDestination): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(env),
        LoggerModule.forRoot(loggerOptions(env, logs)),
        TelemetryModule,
        DatabaseModule,
        IdempotencyModule,
        AccessModule,
        AuditModule,
        EnvironmentsModule,
        TenantsModule,
        ExposuresModule,
        FlagsModule,
        OverridesModule,
        SegmentsModule,
        KillSwitchesModule,
        SdkKeysModule,
        RulesetsModule,
        FeaturesModule,
        FeatureRequestsModule,
        SigningModule,
        StreamsModule,
        TicketsModule,
        ChangesModule,
        ApprovalsModule,
        ScheduleModule,
        SeedModule,
      ],
    };
  }
}
