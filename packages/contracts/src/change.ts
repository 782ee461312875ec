import {
  IsCategory,
  IsCount,
  IsFlagKey,
  IsNullable,
  IsOneOf,
  IsSlug,
  IsTargetingKeys,
  IsText,
  IsUser,
  Optional,
} from './constraints.ts';
import { CreateEnvironmentDto, UpdateEnvironmentDto } from './environment.ts';
import {
  AcceptFeatureRequestDto,
  CreateFeatureRequestDto,
  DeclineFeatureRequestDto,
} from './feature-request.ts';
import {
  ArchiveFlagDto,
  ConfigureFlagDto,
  CreateFlagDto,
  FlagActionDto,
  RevertFlagDto,
  UpdateFlagDto,
} from './flag.ts';
import { KillSwitchDto } from './kill-switch.ts';
import { LIMITS } from './limits.ts';
import { SetMemberDto } from './member.ts';
import { RemoveOverrideDto, SetOverrideDto } from './override.ts';
import type { Permission } from './permissions.ts';
import { CreateSdkKeyDto, UpdateSdkKeyDto } from './sdk-key.ts';
import { ChangeMembersDto, CreateSegmentDto, SEGMENT_LISTS, UpdateSegmentDto } from './segment.ts';
import type { SegmentList } from './segment.ts';
import { CreateTenantDto, UpdateTenantDto } from './tenant.ts';
import type { Dto, OneOf } from './validate.ts';
import { WriteDto } from './write.ts';

/*
 * Every mutation is a Change, a plain value. The same value is a request's body (under its URL), a
 * change request's content, and what the console draws as a diff. Its `action` says which it is.
 */

class FlagCreate extends CreateFlagDto {
  @IsOneOf(['flag.create'])
  action: 'flag.create';
}

class FlagUpdate extends UpdateFlagDto {
  @IsOneOf(['flag.update'])
  action: 'flag.update';

  @IsFlagKey()
  key: string;
}

class FlagConfigure extends ConfigureFlagDto {
  @IsOneOf(['flag.configure'])
  action: 'flag.configure';

  @IsFlagKey()
  key: string;

  @IsSlug()
  environment: string;
}

const FLAG_ACTS = [
  'flag.enable',
  'flag.disable',
  'flag.kill',
  'flag.unkill',
  'flag.rollback',
] as const;

class FlagAct extends FlagActionDto {
  @IsOneOf(FLAG_ACTS)
  action: (typeof FLAG_ACTS)[number];

  @IsFlagKey()
  key: string;
}

class FlagArchive extends ArchiveFlagDto {
  @IsOneOf(['flag.archive', 'flag.restore'])
  action: 'flag.archive' | 'flag.restore';

  @IsFlagKey()
  key: string;
}

class TenantCreate extends CreateTenantDto {
  @IsOneOf(['tenant.create'])
  action: 'tenant.create';
}

class TenantUpdate extends UpdateTenantDto {
  @IsOneOf(['tenant.update'])
  action: 'tenant.update';

  @IsSlug()
  slug: string;
}

class EnvironmentCreate extends CreateEnvironmentDto {
  @IsOneOf(['environment.create'])
  action: 'environment.create';
}

class EnvironmentUpdate extends UpdateEnvironmentDto {
  @IsOneOf(['environment.update'])
  action: 'environment.update';

  @IsSlug()
  key: string;
}

class FlagRevert extends RevertFlagDto {
  @IsOneOf(['flag.revert'])
  action: 'flag.revert';

  @IsFlagKey()
  key: string;

  @IsSlug()
  environment: string;
}

class FlagPurge {
  @IsOneOf(['flag.purge'])
  action: 'flag.purge';

  @IsFlagKey()
  key: string;

  @IsText(1, LIMITS.reasonLength)
  reason: string;
}

class OverrideSet extends SetOverrideDto {
  @IsOneOf(['override.set'])
  action: 'override.set';

  @IsSlug()
  environment: string;

  @IsSlug()
  tenant: string;

  @IsFlagKey()
  flag: string;

  @Optional()
  @IsNullable(IsUser)
  user?: string | null;
}

class OverrideRemove extends RemoveOverrideDto {
  @IsOneOf(['override.remove', 'override.expire'])
  action: 'override.remove' | 'override.expire';

  @IsSlug()
  environment: string;

  @IsSlug()
  tenant: string;

  @IsFlagKey()
  flag: string;

  @Optional()
  @IsNullable(IsUser)
  user?: string | null;
}

class SegmentCreate extends CreateSegmentDto {
  @IsOneOf(['segment.create'])
  action: 'segment.create';
}

class SegmentUpdate extends UpdateSegmentDto {
  @IsOneOf(['segment.update'])
  action: 'segment.update';

  @IsSlug()
  key: string;
}

class SegmentRemove extends WriteDto {
  @IsOneOf(['segment.remove'])
  action: 'segment.remove';

  @IsSlug()
  key: string;
}

class SegmentMembers extends ChangeMembersDto {
  @IsOneOf(['segment.members'])
  action: 'segment.members';

  @IsSlug()
  key: string;
}

class SegmentUpload extends WriteDto {
  @IsOneOf(['segment.upload'])
  action: 'segment.upload';

  @IsSlug()
  key: string;

  @IsOneOf(SEGMENT_LISTS)
  list: SegmentList;

  /** The whole list: it takes the place of the one before. */
  @IsTargetingKeys(LIMITS.segmentMembers)
  members: string[];
}

class KillSwitchFlip extends KillSwitchDto {
  @IsOneOf(['kill.engage', 'kill.release'])
  action: 'kill.engage' | 'kill.release';

  @IsSlug()
  environment: string;

  @IsCategory()
  category: string;
}

class MemberSet extends SetMemberDto {
  @IsOneOf(['member.set'])
  action: 'member.set';

  @IsText(1, 256)
  sub: string;

  @IsSlug()
  on: string;
}

class SdkKeyCreate extends CreateSdkKeyDto {
  @IsOneOf(['sdk_key.create'])
  action: 'sdk_key.create';
}

class SdkKeyUpdate extends UpdateSdkKeyDto {
  @IsOneOf(['sdk_key.update'])
  action: 'sdk_key.update';

  @IsText(1, 64)
  id: string;

  /** The key's own tenant, where it has one: who manages that one may do it. */
  @Optional()
  @IsSlug()
  tenant?: string;
}

class SdkKeyRevoke extends WriteDto {
  @IsOneOf(['sdk_key.revoke'])
  action: 'sdk_key.revoke';

  @IsText(1, 64)
  id: string;

  /** The key's own tenant, where it has one: who manages that one may do it. */
  @Optional()
  @IsSlug()
  tenant?: string;
}

class FeatureRequestCreate extends CreateFeatureRequestDto {
  @IsOneOf(['feature_request.create'])
  action: 'feature_request.create';

  @IsSlug()
  tenant: string;
}

class FeatureRequestAccept extends AcceptFeatureRequestDto {
  @IsOneOf(['feature_request.accept'])
  action: 'feature_request.accept';

  @IsSlug()
  tenant: string;

  @IsCount(Number.MAX_SAFE_INTEGER)
  number: number;
}

class FeatureRequestDecline extends DeclineFeatureRequestDto {
  @IsOneOf(['feature_request.decline'])
  action: 'feature_request.decline';

  @IsSlug()
  tenant: string;

  @IsCount(Number.MAX_SAFE_INTEGER)
  number: number;
}

export type OverrideChange = OverrideSet | OverrideRemove;
export type SegmentChange =
  SegmentCreate | SegmentUpdate | SegmentRemove | SegmentMembers | SegmentUpload;
export type KillSwitchChange = KillSwitchFlip;
export type MemberChange = MemberSet;
export type SdkKeyChange = SdkKeyCreate | SdkKeyUpdate | SdkKeyRevoke;
export type FeatureRequestChange =
  FeatureRequestCreate | FeatureRequestAccept | FeatureRequestDecline;
export type FlagChange =
  FlagCreate | FlagUpdate | FlagConfigure | FlagAct | FlagArchive | FlagRevert | FlagPurge;
export type TenantChange = TenantCreate | TenantUpdate;
export type EnvironmentChange = EnvironmentCreate | EnvironmentUpdate;
export type Change =
  | FlagChange
  | OverrideChange
  | SegmentChange
  | KillSwitchChange
  | TenantChange
  | EnvironmentChange
  | MemberChange
  | SdkKeyChange
  | FeatureRequestChange;
export type ChangeAction = Change['action'];

/** Every change by its action: the shape of its content, and what one has to be allowed for it. */
export const CHANGES = {
  'flag.create': { dto: FlagCreate, permission: 'feature_flag:manage' },
  'flag.update': { dto: FlagUpdate, permission: 'feature_flag:manage' },
  'flag.configure': { dto: FlagConfigure, permission: 'feature_flag:manage' },
  'flag.enable': { dto: FlagAct, permission: 'feature_flag:manage' },
  'flag.disable': { dto: FlagAct, permission: 'feature_flag:manage' },
  'flag.kill': { dto: FlagAct, permission: 'feature_flag:operate' },
  'flag.unkill': { dto: FlagAct, permission: 'feature_flag:operate' },
  'flag.rollback': { dto: FlagAct, permission: 'feature_flag:operate' },
  'flag.archive': { dto: FlagArchive, permission: 'feature_flag:manage' },
  'flag.restore': { dto: FlagArchive, permission: 'feature_flag:manage' },
  'flag.revert': { dto: FlagRevert, permission: 'feature_flag:manage' },
  'flag.purge': { dto: FlagPurge, permission: 'platform:admin' },
  'override.set': { dto: OverrideSet, permission: 'feature_flag:manage' },
  'override.remove': { dto: OverrideRemove, permission: 'feature_flag:manage' },
  'override.expire': { dto: OverrideRemove, permission: 'platform:admin' },
  'segment.create': { dto: SegmentCreate, permission: 'feature_flag:manage' },
  'segment.update': { dto: SegmentUpdate, permission: 'feature_flag:manage' },
  'segment.remove': { dto: SegmentRemove, permission: 'feature_flag:manage' },
  'segment.members': { dto: SegmentMembers, permission: 'feature_flag:manage' },
  'segment.upload': { dto: SegmentUpload, permission: 'feature_flag:manage' },
  'kill.engage': { dto: KillSwitchFlip, permission: 'feature_flag:operate' },
  'kill.release': { dto: KillSwitchFlip, permission: 'feature_flag:operate' },
  'member.set': { dto: MemberSet, permission: 'platform:admin' },
  'sdk_key.create': { dto: SdkKeyCreate, permission: 'platform:admin' },
  'sdk_key.update': { dto: SdkKeyUpdate, permission: 'platform:admin' },
  'sdk_key.revoke': { dto: SdkKeyRevoke, permission: 'platform:admin' },
  'feature_request.create': { dto: FeatureRequestCreate, permission: 'feature_flag:read' },
  'feature_request.accept': { dto: FeatureRequestAccept, permission: 'feature_flag:manage' },
  'feature_request.decline': { dto: FeatureRequestDecline, permission: 'feature_flag:manage' },
  'tenant.create': { dto: TenantCreate, permission: 'platform:admin' },
  'tenant.update': { dto: TenantUpdate, permission: 'platform:admin' },
  'environment.create': { dto: EnvironmentCreate, permission: 'platform:admin' },
  'environment.update': { dto: EnvironmentUpdate, permission: 'platform:admin' },
} as const satisfies Record<ChangeAction, { dto: Dto; permission: Permission }>;

/** The DTO of a change by its `action`; an unknown one is checked, and refused, as `flag.configure`. */
export const ChangeDto: OneOf = {
  options: [...new Set(Object.values(CHANGES).map(({ dto }) => dto))],
  resolve: (value) => CHANGES[actionOf(value)].dto,
};

function actionOf(value: unknown): ChangeAction {
  const action: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'action') : '';
  return typeof action === 'string' && Object.hasOwn(CHANGES, action)
    ? (action as ChangeAction)
    : 'flag.configure';
}
