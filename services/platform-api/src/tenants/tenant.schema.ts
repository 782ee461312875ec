import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { TENANT_STATUSES } from '@halyard/contracts';
import type { TenantStatus } from '@halyard/contracts';
import type { Tenant } from './tenant.ts';

@Schema({ collection: 'tenants', versionKey: false, minimize: false })
export class TenantRecord implements Tenant {
  @Prop({ type: String, required: true })
  _id: string;

  /** Unique: answers "the tenant called 98chimp", and lists in slug order. */
  @Prop({ type: String, required: true, unique: true })
  slug: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true })
  plan: string;

  @Prop({ type: String, default: null })
  partnerSlug: string | null;

  @Prop({ type: String, required: true })
  attributes: string;

  @Prop({ type: String, required: true, enum: TENANT_STATUSES })
  status: TenantStatus;

  @Prop({ type: Object, required: true })
  rulesetVersions: Record<string, number>;

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const TenantSchema = SchemaFactory.createForClass(TenantRecord);
// "Which plans and partners are there?", asked by every change of a scope.
TenantSchema.index({ status: 1, plan: 1, partnerSlug: 1 });
